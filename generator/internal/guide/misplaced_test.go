package guide

import "testing"

// What only resembles front matter that is out of place is text as any other.
func TestNotMisplaced(t *testing.T) {
	for name, text := range map[string]string{
		"rules":              "---\ntitle: A\n---\n\nTexte.\n\n---\n\nNote : autre chose.\n\n---\n\nTexte.\n",
		"a rule below":       "---\ntitle: A\n---\n\n---\n\nTexte.\n",
		"code":               "---\ntitle: A\n---\n\nUn exemple :\n\n```yaml\n---\ntitle: B\ndraft: true\n---\n```\n",
		"code first":         "---\ntitle: A\n---\n\n```yaml\ntitle: B\ndraft: true\n```\n",
		"code below heading": "# A\n\n```yaml\ntitle: B\n```\n",
		"indented code":      "# A\n\n    ---\n    title: B\n    ---\n",
		"comment":            "---\ntitle: A\n---\n\n<!--\n---\ndraft: true\n---\n-->\n\nTexte.\n",
		"prose":              "---\ntitle: A\n---\n\nDescription : du texte.\n",
		"English prose":      "---\ntitle: A\n---\n\nSummary: all of it.\n",
		"one key":            "# A\n\nlang: un mot expliqué ici.\n\nTexte.\n",
		"a setext heading":   "# A\n\n---\ntags: un, deux\n\nEt la suite.\n",
		"far below":          "# A\n\n---\n\nTexte.\n\nsteps: un mot.\n\n---\n",
		"code in code":       "---\ntitle: A\n---\n\n````md\n```yaml\n---\ntitle: B\n---\n```\n````\n",
		"code below a list":  "---\ntitle: A\n---\n\n1. ```sh\n   ls\n   ```\n\n```yaml\n---\ntitle: B\n---\n```\n",
		"other YAML":         "```yaml\nkind: Pod\n```\n\n# A\n",
	} {
		if g := parse(t, text); len(g.Problems) > 0 {
			t.Errorf("%s: got %v for %q", name, g.Problems, text)
		}
	}
}
