package arch_test

import (
	"fmt"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// workplace lists words of how the house was built rather than what it is: numbers of tasks, paths of a machine, the tools
// somebody used. The project speaks of the product alone. Brackets keep a pattern from finding itself.
func workplace() []*regexp.Regexp {
	return []*regexp.Regexp{
		regexp.MustCompile(`(^|[^\w])/wor[k]/(main|shared|\.)`),
		regexp.MustCompile(`/tm[p]/(h|bash_jobs)\b`),
		regexp.MustCompile(`(?i)\bissue[ ]?#?[0-9]+\b`),
		regexp.MustCompile(`\([#][0-9]+\)`),
		regexp.MustCompile(`(?i)\b(clau[d]e|anthro[p]ic|chatg[p]t|copi[l]ot)\b`),
		regexp.MustCompile(`(?i)\bsub-?agen[t]s?\b|\bcoding agen[t]\b`),
		regexp.MustCompile(`(?i)\b(the|this|my|your) brie[f] (says|asks|names|wants)\b|\bcolleague's fil[e]s?\b`),
		regexp.MustCompile(`\b(house|trust)\.m[d]\b|\bshared/(design|data)[/]`),
	}
}

// anyWord finds any of them at once, since most files have none.
var anyWord = sync.OnceValue(func() *regexp.Regexp {
	var all []string
	for _, word := range workplace() {
		all = append(all, "(?m:"+word.String()+")")
	}
	return regexp.MustCompile(strings.Join(all, "|"))
})

// unfinished finds notes of work left undone, in code only: the roadmap is the place for plans.
var unfinished = regexp.MustCompile(`(?m)(^|[^\w.])(TO[D]O|FIX[M]E|XX[X])\b`)

// texts are the endings of files people read.
func texts() []string {
	return []string{".go", ".templ", ".md", ".toml", ".css", ".js", ".sh", ".sql", ".yaml", ".yml", ".service", ".txt", ".html", ".svg", ""}
}

// wordBreaches gives the lines of a file that say what the project does not say.
func wordBreaches(name, text string) []string {
	code := slices.Contains([]string{".go", ".templ", ".js", ".css", ".sql", ".sh"}, path.Ext(name))
	if !anyWord().MatchString(text) && !(code && unfinished.MatchString(text)) {
		return nil
	}
	var found []string
	for i, line := range strings.Split(text, "\n") {
		for _, word := range workplace() {
			if hit := word.FindString(line); hit != "" {
				found = append(found, fmt.Sprintf("%s:%d: %q is a word of the workplace", name, i+1, hit))
			}
		}
		if code && unfinished.MatchString(line) {
			found = append(found, fmt.Sprintf("%s:%d: unfinished", name, i+1))
		}
	}
	return found
}

func TestTheProjectSpeaksOfTheProductAlone(t *testing.T) {
	read := 0
	err := walk(func(name, full string) error {
		if !slices.Contains(texts(), path.Ext(name)) || strings.HasSuffix(name, "_templ.go") || strings.HasSuffix(name, ".min.js") {
			return nil
		}
		info, err := os.Stat(full)
		if err != nil || info.Size() > 1<<20 {
			return err
		}
		text, err := os.ReadFile(full)
		if err != nil {
			return err
		}
		read++
		for _, breach := range wordBreaches(name, string(text)) {
			t.Error(breach)
		}
		return nil
	})
	if err != nil || read < 10 {
		t.Fatalf("read %d files: %v", read, err)
	}
}
