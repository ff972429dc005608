package site_test

import (
	"fmt"
	"net/http"
	"regexp"
	"sync"
	"testing"

	"sametable/internal/forumtest/house"
)

// TestManyReadTogether lets people read the same proposals at once, each in her language, while nothing of them is remembered yet: what
// pages share is read by all and written by none, and everybody gets the page she gets alone.
func TestManyReadTogether(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ids := regexp.MustCompile(`value="[0-9a-z]{26,}(-[0-9]+)?"`) // of forms, each its own
		read := func(e http.Handler, cookie *http.Cookie, at string) string {
			rec := get(t.Context(), e, at, cookie)
			if rec.Code != http.StatusOK {
				return fmt.Sprint(rec.Code)
			}
			return ids.ReplaceAllString(rec.Body.String(), "")
		}
		e, err := h.Handler()
		if err != nil {
			t.Fatal(err)
		}
		cookies := map[string]*http.Cookie{}
		alone := map[string]string{}
		people := []string{"maliqing", "elin", "liliming", "sunlizhen"}
		var pages []string
		for _, code := range []string{"zh", "en", "sv"} {
			for _, ref := range []string{"HD/p/2016-01", "JH/p/2017-01", "LH/p/2018-01", "LH/p/2019-02", "LH/p/2019-02/statements"} {
				pages = append(pages, "/"+code+"/f/"+ref)
			}
			for _, ref := range []string{"LH/m/2019-01", "LH/m/2019-02", "LH/m/2017-01/minutes", "LH/m/2019-02/minutes", "HD/charter", "LH/meetings"} {
				pages = append(pages, "/"+code+"/f/"+ref)
			}
		}
		for _, who := range people {
			cookies[who] = cookieOf(t, e, who)
			read(e, cookies[who], "/zh/f/LH/m/2019-02/minutes") // it says how many have opened them
		}
		for _, who := range people {
			for _, at := range pages {
				alone[who+at] = read(e, cookies[who], at)
			}
		}
		fresh, err := h.Handler()
		if err != nil {
			t.Fatal(err)
		}
		var all sync.WaitGroup
		for _, who := range people {
			for _, at := range pages {
				all.Go(func() {
					if got := read(fresh, cookies[who], at); got != alone[who+at] {
						t.Errorf("%s gets %s otherwise among others", who, at)
					}
				})
			}
		}
		all.Wait()
	})
}
