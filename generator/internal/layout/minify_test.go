package layout

import "testing"

// Names in a stylesheet are those that layouts and scripts use, so they stay; in a script those
// that nobody else can see are shortened.
func TestMinifiedNames(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{
			"style.css", "@layer theme {\n  .callout, #summary { animation: appear 1s; container-name: column; --accent: red }\n}\n@keyframes appear { from { opacity: 0 } }\n@container column (width > 1px) { .callout { color: var(--accent) } }\n",
			"@layer theme{.callout,#summary{animation:appear 1s;container-name:column;--accent: red }}@keyframes appear{0%{opacity:0}}@container column (width > 1px){.callout{color:var(--accent)}}\n",
		},
		{"client.js", "function shown(element) {\n  return element.hidden;\n}\n", "function shown(n){return n.hidden}\n"},
		{"notes.txt", "a  b\n", "a  b\n"},
		{"broken.js", "function (\n", "function (\n"},
	} {
		if got := string(minified(tt.name, []byte(tt.text))); got != tt.want {
			t.Errorf("%s:\n got %q\nwant %q", tt.name, got, tt.want)
		}
	}
}
