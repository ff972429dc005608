package site

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestWhatOfAFormComesBack: long texts to read, the rest to carry along, no passwords, and no form that would lead elsewhere.
func TestWhatOfAFormComesBack(t *testing.T) {
	form := func(target, values string) *http.Request {
		r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(values))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if err := r.ParseForm(); err != nil {
			t.Fatal(err)
		}
		return r
	}
	long := strings.Repeat("字", aLine+1)
	s := sent(form("/zh/f/HD/write?x=1&body=from+the+address", url.Values{"body": {"a\nb"}, "purpose": {long}, "title": {strings.Repeat("字", aLine)}, "nonce": {"k"}}.Encode()))
	if s == nil || s.Action != "/zh/f/HD/write?x=1&body=from+the+address" || len(s.Texts) != 2 || s.Texts[0].Value != "a\nb" || s.Texts[1].Value != long || len(s.Lines) != 2 {
		t.Errorf("%+v", s)
	}
	for _, name := range passwordFields() {
		if s := sent(form("/en/x", "body=a%0Ab&"+name+"=hers")); s != nil {
			t.Errorf("a form with %s comes back: %+v", name, s)
		}
	}
	if s := sent(form("/en/x", "")); s != nil {
		t.Errorf("nothing comes back: %+v", s)
	}
	elsewhere := form("/en/x", "body=a")
	elsewhere.URL = &url.URL{Path: "//evil.example/x"}
	if s := sent(elsewhere); s != nil {
		t.Errorf("the form leads to %s", s.Action)
	}
	if s := sent(httptest.NewRequest(http.MethodPost, "/en/x", strings.NewReader("body=a"))); s != nil {
		t.Errorf("what was not read comes back: %+v", s)
	}
}

// TestPasswordsAreKnownByName: every name a page asks a password under is on the list, or a refused form would show it.
func TestPasswordsAreKnownByName(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 50 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, file := range files {
		for _, name := range passwordNames(t, file) {
			if !strings.Contains(" "+strings.Join(passwordFields(), " ")+" ", " "+name+" ") {
				t.Errorf("%s asks for a password as %q", file, name)
			}
		}
	}
}

var askedPassword = regexp.MustCompile(`\b(?:password|newPassword|sealed)\("([a-z_]+)"`)

func passwordNames(t *testing.T, file string) (names []string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range askedPassword.FindAllStringSubmatch(string(text), -1) {
		names = append(names, m[1])
	}
	return names
}
