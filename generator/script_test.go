package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"balise/generator/internal/diag"
	"balise/generator/internal/site"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the scripts of testdata/script run this very program: the lines
// "exec balise …" are run by a copy of the test binary.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"balise": func() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) },
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("NO_COLOR", "1")
			env.Setenv("HOME", env.WorkDir+"/home")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":  scriptStatus,
			"windows": scriptWindows,
			"state":   scriptState,
			"json":    scriptJSON,
			"agrees":  scriptAgrees,
			"codes":   scriptCodes,
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Getuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
	})
}

// scriptStatus runs a program that must end with a status: status 2 balise nope.
func scriptStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N program…")
	}
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("exits %d, want %s", got, args[0])
	}
}

// scriptWindows rewrites texts as editors on Windows may save them: with a byte
// order mark and CRLF.
func scriptWindows(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range args {
		text := "\ufeff" + strings.ReplaceAll(ts.ReadFile(name), "\n", "\r\n")
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o644))
	}
}

// scriptState writes what there is to know of the files below a folder without
// reading them: state DIR FILE. With ! the times and the files' identities, which
// differ from machine to machine, are left out and the contents put in.
func scriptState(ts *testscript.TestScript, neg bool, args []string) {
	var b strings.Builder
	dir := ts.MkAbs(args[0])
	err := filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		if neg {
			fmt.Fprintf(&b, "%s\n%s\n", rel, ts.ReadFile(name))
			return nil
		}
		info, err := os.Lstat(name)
		if err == nil {
			fmt.Fprintln(&b, rel, info.Size(), info.Mode(), info.ModTime().UnixNano())
		}
		return err
	})
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(b.String()), 0o644))
}

// scriptJSON checks that a file is JSON and has values at paths:
// json stdout errors=1 diagnostics.0.code=link-missing.
func scriptJSON(ts *testscript.TestScript, _ bool, args []string) {
	var all any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &all))
	for _, arg := range args[1:] {
		where, want, _ := strings.Cut(arg, "=")
		at := all
		for _, key := range strings.Split(where, ".") {
			at = item(at, key)
		}
		if got := fmt.Sprint(at); got != want {
			ts.Fatalf("%s is %s, want %s", where, got, want)
		}
	}
}

// item returns an item of a JSON object or list, or its length for "len".
func item(of any, key string) any {
	switch of := of.(type) {
	case map[string]any:
		return of[key]
	case []any:
		if n, err := strconv.Atoi(key); err == nil && n < len(of) {
			return of[n]
		}
		return len(of)
	}
	return nil
}

// scriptAgrees checks that the pages in a folder are what a list in JSON says:
// agrees stdout public. Each guide has a page with its title, each step of a path
// leads to the next.
func scriptAgrees(ts *testscript.TestScript, _ bool, args []string) {
	var list struct {
		Guides []site.Listed
		Paths  []site.ListedPath
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &list))
	page := func(url string) string { return ts.ReadFile(path.Join(args[1], url, "index.html")) }
	urls := map[string]string{}
	for _, g := range list.Guides {
		urls[g.Key] = g.URL
		if text := page(g.URL); !strings.Contains(text, g.Title) {
			ts.Fatalf("the page of %s lacks its title %q", g.Key, g.Title)
		}
	}
	for _, p := range list.Paths {
		for i, step := range p.Steps {
			if i+1 == len(p.Steps) {
				break
			}
			next := urls[p.Steps[i+1].Guide]
			href := `href="` + cmp.Or(strings.Repeat("../", strings.Count(urls[step.Guide], "/")), "./") + next + `"`
			if !strings.Contains(page(urls[step.Guide]), href) {
				ts.Fatalf("step %d of %s does not lead to %s", i+1, p.Key, next)
			}
		}
	}
}

// scriptCodes checks that balise explains each code, by itself and in its list.
func scriptCodes(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Check(ts.Exec("balise", "explain"))
	list := ts.ReadFile("stdout")
	for _, e := range diag.Explain() {
		if !strings.Contains(list, "\n"+string(e.Code)+" ") && !strings.HasPrefix(list, string(e.Code)+" ") {
			ts.Fatalf("explain does not list %s", e.Code)
		}
		var printed strings.Builder
		if status := run([]string{"explain", string(e.Code)}, &printed, &printed); status != 0 {
			ts.Fatalf("explain %s exits %d", e.Code, status)
		}
		if text := printed.String(); !strings.HasPrefix(text, string(e.Code)+"\n\n") || !strings.Contains(text, "Remedy: ") {
			ts.Fatalf("explain %s prints %q", e.Code, text)
		}
	}
}
