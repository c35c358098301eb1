package build

import (
	"maps"
	"slices"
)

// outputs are the files of a snapshot, but for those of the search index. Snapshots whose
// files have the same names share all but the list: an edit costs no sorting and no map.
type outputs struct {
	list  []*Output        // in the order in which they were found
	at    map[string]int32 // where a name stands in the list
	names []string         // sorted
}

// newOutputs takes in a list. Of two outputs with one name the first stays; Check has
// reported the other.
func newOutputs(before *outputs, list []*Output) outputs {
	if slices.EqualFunc(list, before.list, func(a, b *Output) bool { return a == b || a.Name == b.Name }) {
		return outputs{list, before.at, before.names}
	}
	at := make(map[string]int32, len(list))
	kept := list[:0]
	for _, o := range list {
		if _, twice := at[o.Name]; !twice {
			at[o.Name] = int32(len(kept))
			kept = append(kept, o)
		}
	}
	return outputs{kept, at, slices.Sorted(maps.Keys(at))}
}

// named returns the output with a name, or nil.
func (all *outputs) named(name string) *Output {
	if i, ok := all.at[name]; ok {
		return all.list[i]
	}
	return nil
}

// likely is named for an output that most likely stands at an index: it did the last time.
func (all *outputs) likely(i int, name string) *Output {
	if i < len(all.list) && all.list[i].Name == name {
		return all.list[i]
	}
	return all.named(name)
}
