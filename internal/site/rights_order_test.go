package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
)

// TestAPageAndItsFormSayTheSame asks of each form with a page of its own whether who may not gets the same answer from both, whatever
// she sends: who sees the thing hears that it is not hers, to everybody else it is not there.
func TestAPageAndItsFormSayTheSame(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		s, all := h.Serve(t), routes(t, h)
		forms := map[string]bool{}
		for _, r := range all {
			if r.Method == http.MethodPost {
				forms[r.Path] = true
			}
		}
		asked := 0
		for _, who := range roles()[1:] {
			c := h.Client(t, s)
			c.SignIn(who)
			for _, r := range all {
				path := strings.Replace(r.Path, ":l", "en", 1)
				if r.Method != http.MethodGet || !forms[r.Path] || strings.Contains(path, "/t/2016-01") { // to read is not to write
					continue
				}
				page := c.Ask(http.MethodGet, path, nil).Status
				if page != http.StatusForbidden && page != http.StatusNotFound {
					continue
				}
				asked++
				for name, form := range map[string]url.Values{"nothing": {}, "an old page": {"version": {"-1"}, "starts": {"yesterday"}, "ends": {"never"}}} {
					if sent := c.Ask(http.MethodPost, path, form).Status; sent != page {
						t.Errorf("%s, as %s: %d, and %d to a form with %s", mask(path), who, page, sent, name)
					}
				}
			}
		}
		if least := 20; asked < least {
			t.Errorf("only %d refusals were compared", asked)
		}
	})
}
