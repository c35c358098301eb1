package layout

import "strings"

// Functions returns what layouts call, for html/template to call.
func (s *Set) Functions(lang string) map[string]any {
	w := s.language(lang)
	return map[string]any{
		"t":        func(key string, args ...any) string { return w.sayAll(key, args) },
		"asset":    s.assets.url,
		"duration": w.duration,
		"add": func(numbers ...int) (sum int) {
			for _, n := range numbers {
				sum += n
			}
			return sum
		},
		"date": func(iso string) (string, error) {
			if iso == "" {
				return "", nil
			}
			return w.date(w.all[keyDate], iso)
		},
	}
}

// Templates returns the text of each layout and partial by its name.
func (s *Set) Templates() map[string]string {
	all := map[string]string{}
	for _, f := range s.files {
		if name := strings.TrimPrefix(f.Path, layoutsFolder); name != f.Path && isTemplate(name) {
			all[name] = string(f.Text())
		}
	}
	return all
}
