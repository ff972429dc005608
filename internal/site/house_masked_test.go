package site_test

import (
	"context"
	"encoding/csv"
	"strconv"
	"strings"
	"testing"
	"time"

	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Auditors and administrators read the diary, not what is closed: names and words of entries they would not see otherwise are
// masked, on the page and in the table, with whatever else the same act entered, wherever a page ends; and the chain goes on over them.
func TestTheRegisterMasksWhatIsClosed(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx := context.Background()
		s := h.Serve(t)
		var entries []register.Entry
		if err := h.Store.Read(ctx).Order("seq DESC").Find(&entries).Error; err != nil {
			t.Fatal(err)
		}
		for _, who := range []string{"mats", "alex"} {
			actor := h.Actor(t, who)
			page, err := h.Rooms.Register.Page(ctx, actor, 0, 5000)
			if err != nil || len(page) != len(entries) {
				t.Fatalf("%s: %d entries, %v", who, len(page), err)
			}
			masked := maskedBy(actor, entries, h.Clock.Now())
			beside := 0 // entries she would see, were it not for another one of their act
			for i, l := range page {
				e := entries[i]
				if l.Masked != masked[e.Seq] {
					t.Fatalf("%s: entry %d (%s, %s) masked %v", who, e.Seq, e.Verb, e.Class, l.Masked)
				}
				if l.Seq != e.Seq || l.Hash != e.Hash || l.Prev != e.Prev || l.Verb != e.Verb || l.Noun != e.Noun || !l.At.Equal(e.At) {
					t.Fatalf("%s: entry %d is another one", who, e.Seq)
				}
				if l.Masked && (l.Act != "" || l.ActorID != "" || l.ActorFor != "" || l.MandateID != "" || l.NounID != "" || l.Facts != "" || len(l.Values) > 0) {
					t.Fatalf("%s: entry %d shows %+v", who, e.Seq, l)
				}
				if i > 0 && page[i-1].Prev != l.Hash {
					t.Fatalf("the chain breaks at %d", l.Seq)
				}
				if l.Masked && actor.Sees(e.Access, h.Clock.Now()) {
					beside++
				}
				part, err := h.Rooms.Register.Page(ctx, actor, e.Seq+1, 1) // begins and ends within the act
				if err != nil || len(part) != 1 || part[0].Seq != e.Seq || part[0].Masked != masked[e.Seq] {
					t.Fatalf("%s: %d alone on a page: %+v, %v", who, e.Seq, part, err)
				}
			}
			if beside == 0 {
				t.Fatalf("%s: no act in the world is open in part", who)
			}
			c := h.Client(t, s).SignIn(who)
			for _, at := range []string{"?noun=post", "?noun=thread", "?verb=thread.counted", "?before=" + strconv.FormatInt(entries[0].Seq/2, 10)} {
				theTableMasks(t, who, c.Get("/en/audit/entries.csv"+at).Body, masked)
			}
			if p := c.Get("/en/audit?verb=thread.counted"); !p.Has("(masked)") {
				t.Errorf("%s: nothing is masked on the page", who)
			}
		}
	})
}

// maskedBy are the entries that come masked, told from whole acts: all of one that is open in part, but what the office itself is about.
func maskedBy(actor policy.Actor, entries []register.Entry, now time.Time) map[int64]bool {
	closed, masked := map[string]bool{}, map[int64]bool{}
	for _, e := range entries {
		closed[e.Act] = closed[e.Act] || !actor.Sees(e.Access, now)
	}
	for _, e := range entries {
		masked[e.Seq] = closed[e.Act] && e.Class != policy.Administration
	}
	return masked
}

func theTableMasks(t *testing.T, who, table string, masked map[int64]bool) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(table, "\uFEFF"))).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows[1:] {
		seq, _ := strconv.ParseInt(row[0], 10, 64)
		if masked[seq] != (row[8] == "(masked)") {
			t.Errorf("%s: the table shows %v", who, row)
		}
		hidden := row[5] + row[7] + row[9] + row[10] + row[11] + row[14] + row[16]
		if masked[seq] && (hidden != "" || row[18] == "") {
			t.Errorf("%s: the table shows %v", who, row)
		}
	}
}

// What an act closes is asked for once for a page, however long it is.
func TestMaskingAsksOncePerPage(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		var asked [2]int64
		for i, limit := range []int{2, 1000} {
			ctx, n := store.WithCounter(context.Background())
			if _, err := h.Rooms.Register.Page(ctx, h.Actor(t, "alex"), 0, limit); err != nil {
				t.Fatal(err)
			}
			asked[i] = n.Load()
		}
		if asked[0] != asked[1] || asked[0] != 3 {
			t.Errorf("%d queries for two entries, %d for a thousand", asked[0], asked[1])
		}
	})
}

// The table names people as its page does: whoever does not read Chinese finds them in Latin letters.
func TestTheTableNamesPeopleAsThePageDoes(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		c := h.Client(t, h.Serve(t)).SignIn("alex")
		maliqing := string(h.Person(t, "maliqing"))
		for code, want := range map[string]string{"zh": "马例青", "en": "MA Liqing", "sv": "Ma Liqing"} {
			rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(c.Get("/"+code+"/audit/entries.csv?verb=post.published").Body, "\uFEFF"))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			found := 0
			for _, row := range rows {
				if row[7] != maliqing {
					continue
				}
				if found++; row[8] != want {
					t.Errorf("%s: %q, want %q", code, row[8], want)
				}
			}
			if found == 0 {
				t.Errorf("%s: she published nothing on the page", code)
			}
			if page := c.Get("/" + code + "/audit?verb=post.published"); !page.Has(want) {
				t.Errorf("%s: the page does not call her %s", code, want)
			}
		}
	})
}
