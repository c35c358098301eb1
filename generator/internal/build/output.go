package build

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"sync"
	"sync/atomic"

	"balise/generator/internal/cache"
	"balise/generator/internal/diag"
	"balise/generator/internal/layout"
	"balise/generator/internal/parallel"
	"balise/generator/internal/site"
	"balise/generator/internal/source"
)

// Output is one file of the site.
type Output struct {
	Name string // relative to the output folder: "contrats/regie/index.html"

	page    *site.Page // nil for what is not made by a layout
	digest  [32]byte   // of the layout
	layouts *layout.Set
	data    func() ([]byte, error)
	file    *source.File // of an attachment, else nil
	// content is a digest of what it is made of but for its layout; zero where that is
	// not known.
	content func() cache.Key
	// wrong is what the layout does wrong on the page; nil until somebody
	// rendered it. It goes with the output from snapshot to snapshot.
	wrong atomic.Pointer[diag.List]
}

// page returns the output of a page: that of the previous snapshot, if there is one, when
// neither the page nor its layout changed.
func (s *Snapshot) page(old *Output, p *site.Page) *Output {
	digest := s.layouts.Digest(p.Layout, p.Lang)
	if old != nil && old.page != nil && old.digest == digest && (old.page == p || old.page.Equal(p)) {
		return old
	}
	o := &Output{Name: p.Out(), page: p, digest: digest, layouts: s.layouts}
	pager := s.pager
	o.content = sync.OnceValue(func() cache.Key { return pager.digest(p) })
	o.data = sync.OnceValues(func() ([]byte, error) {
		var buf bytes.Buffer
		err := o.render(&buf)
		return buf.Bytes(), err
	})
	return o
}

func newOutput(name string, data func() ([]byte, error)) *Output {
	return &Output{Name: name, data: data, content: func() cache.Key { return cache.Key{} }}
}

func (s *Snapshot) attachment(a *site.Attachment) *Output {
	memo, tree := s.in.Memo, s.in.Tree
	content := func() cache.Key { return memo.ofFile(tree, a.File) }
	return &Output{Name: a.Out, file: a.File, data: a.File.Bytes, content: content}
}

// made returns a digest of all that the output is made of; zero where that is not
// known.
func (o *Output) made() cache.Key {
	content := o.content()
	if o.page == nil || content == (cache.Key{}) {
		return content
	}
	return madeKey(o.digest, content)
}

// madeKey returns a digest of what a page is made of.
func madeKey(layout [32]byte, content cache.Key) cache.Key {
	return cache.KeyOf("made", layout[:], content[:])
}

func fixed(name string, data []byte) *Output {
	return newOutput(name, func() ([]byte, error) { return data, nil })
}

// Bytes returns the contents of the output, made at the first call; those of an
// attachment are read at each. The error is a *layout.ExecError when a layout
// failed; any other is the machine's.
func (o *Output) Bytes() ([]byte, error) { return o.data() }

// render makes the page and remembers what its layout did wrong.
func (o *Output) render(buf *bytes.Buffer) error {
	err := o.layouts.Execute(buf, o.page.Layout, o.page.Lang, o.page)
	var wrong diag.List
	if exec, ok := errors.AsType[*layout.ExecError](err); ok {
		wrong = diag.List{exec.Diagnostic}
	}
	o.wrong.Store(&wrong)
	return err
}

// Each makes every output and hands it to write, on several goroutines and in no
// order that matters; data may be reused when write returns. What layouts did
// wrong is in the diagnostics; the error is the first that write, or a file,
// gave. After it no more outputs are made.
func (s *Snapshot) Each(write func(name string, data []byte) error) (diag.List, error) {
	_, problems, err := s.Publish(writer(write))
	return problems, err
}

// Publish is Each for a publisher that may have some outputs already: what was made
// of the same by an earlier process is not made again. rendered is how many pages
// were.
func (s *Snapshot) Publish(to Publisher) (rendered int, problems diag.List, err error) {
	rendered, err = s.publishAll(to)
	for _, o := range s.pages {
		if wrong := o.wrong.Load(); wrong != nil {
			problems = append(problems, *wrong...)
		}
	}
	if err == nil && s.in.Memo.isLost() {
		err = errLost
	}
	return rendered, problems.Sorted(), err
}

// publishAll hands over all files. The search index is put together while the other outputs
// are made, of which there are always some left for the other processors.
func (s *Snapshot) publishAll(to Publisher) (rendered int, err error) {
	spanning, err := s.finder.publish(to)
	if err != nil {
		return 0, err
	}
	var ofIndex error
	parallel.Both(
		func() { rendered, err = s.publish(s.outputs.names, to) },
		func() { ofIndex = spanning() },
	)
	return rendered, cmp.Or(err, ofIndex)
}

// errLost is for a file that was changed, when what is kept of it was deleted, all
// within one build.
var errLost = errors.New("files were changed while the site was built: build again")

// Render finds what layouts do wrong on any page. It makes the pages that nobody
// has made yet, throws them away, and remembers what came of it: a problem stays
// until its page or its layout changes.
func (s *Snapshot) Render() diag.List {
	var untried []string
	for _, o := range s.pages {
		if o.wrong.Load() == nil {
			untried = append(untried, o.Name)
		}
	}
	s.publish(untried, nowhere{})
	var problems diag.List
	for _, o := range s.pages {
		problems = append(problems, *o.wrong.Load()...)
	}
	return problems.Sorted()
}

// Changed counts the pages that are new or others than in an earlier snapshot, but for
// those that a layout is known to have failed on: there is no page to see. One that was
// another between the two counts, even if it is again what it was.
func (s *Snapshot) Changed(since *Snapshot) int {
	n := 0
	for i, o := range s.pages {
		old := since.outputs.likely(i, o.Name)
		if o == old || old != nil && old.page != nil && old.digest == o.digest && old.page.Equal(o.page) {
			continue
		}
		if wrong := o.wrong.Load(); wrong == nil || len(*wrong) == 0 {
			n++
		}
	}
	return n
}

// nowhere is a Publisher that throws away what it gets.
type nowhere struct{}

func (nowhere) Write(string, []byte) error { return nil }
func (nowhere) Keep(...Published) bool     { return true }

func (s *Snapshot) publish(names []string, to Publisher) (rendered int, err error) {
	buffers := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	var pages atomic.Int64
	one := func(o *Output) error {
		if s.in.Memo.keep(to, o.Name, o.made) {
			o.wrong.CompareAndSwap(nil, &diag.List{}) // or it would not have been published
			return nil
		}
		if o.page == nil && o.file == nil {
			data, err := o.Bytes()
			if err != nil {
				return err
			}
			return to.Write(o.Name, data)
		}
		buf := buffers.Get().(*bytes.Buffer)
		defer buffers.Put(buf)
		buf.Reset()
		if o.file != nil {
			if err := o.file.ReadInto(buf); err != nil {
				return err
			}
			return to.Write(o.Name, buf.Bytes())
		}
		pages.Add(1)
		if o.render(buf) != nil {
			return nil // kept with the output
		}
		return to.Write(o.Name, buf.Bytes())
	}
	var failed atomic.Bool
	errs := parallel.Map(len(names), func(i int) error {
		if failed.Load() {
			return nil
		}
		err := one(s.outputs.named(names[i]))
		if err != nil {
			failed.Store(true)
		}
		return err
	})
	first := slices.IndexFunc(errs, func(err error) bool { return err != nil })
	if first < 0 {
		return int(pages.Load()), nil
	}
	return int(pages.Load()), errs[first]
}
