package appeal_test

import (
	"testing"

	"sametable/internal/ballot"
	"sametable/internal/drafting"
	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// Whoever decides on an appeal sees the files that were refused with the words, through the appeal alone, while the proposal is refused;
// whoever may not see the appeal sees none, and through an appeal nobody reaches the files of something else.
func TestWhoDecidesSeesTheFiles(t *testing.T) {
	tables(t, func(t *table) {
		p := t.refused("maliqing", "hanlian", scan("统计表"), scan("方案"))
		other := t.refused("maliqing", "hanlian", scan("另一件"))
		a, err := t.file("maliqing", p)
		t.Must(err)
		files, err := t.Rooms.Proposals.Annexes(t.Context(), t.Actor(t.T, "maliqing"), p, p.VersionID)
		t.Must(err)
		foreign, err := t.Rooms.Proposals.Annexes(t.Context(), t.Actor(t.T, "maliqing"), other, other.VersionID)
		t.Must(err)
		if len(files) != 2 || len(foreign) != 1 {
			t.Fatalf("%d and %d files", len(files), len(foreign))
		}
		as := func(who string) policy.Actor {
			if who == "" {
				return policy.Actor{}
			}
			return t.Actor(t.T, who)
		}
		check := func(when string, want map[string]bool) {
			t.Helper()
			for who, may := range want {
				got, err := t.Rooms.Appeals.Annex(t.Context(), as(who), a.ID, files[1].ID)
				if says := house.Says(err); (says == "") != may || !may && says != "fault.not_found" || may && string(got.Content) != "%PDF-1.4 方案" {
					t.Errorf("%s: %q opens a file: %q, %d bytes", when, who, says, len(got.Content))
				}
				if _, err := t.Rooms.Appeals.Annex(t.Context(), as(who), a.ID, foreign[0].ID); house.Says(err) != "fault.not_found" {
					t.Errorf("%s: %q reaches the file of another proposal", when, who)
				}
				row, err := t.Rooms.Appeals.One(t.Context(), as(who), a.ID, "zh")
				if err != nil {
					continue
				}
				list, err := t.Rooms.Appeals.Annexes(t.Context(), as(who), row)
				t.Must(err)
				if len(list) == 2 != may || may && (list[0].Name != "统计表.pdf" || list[0].Content != nil) {
					t.Errorf("%s: %q is shown %+v", when, who, list)
				}
			}
		}
		check("while its organisation has not confirmed it", map[string]bool{"": false, "hanlian": true, "sunlizhen": false, "guliheng": false})
		t.Must(t.take("hanlian", "confirm", &a))
		check("before the forum", map[string]bool{"": false, "maliqing": true, "sunlizhen": true, "wangliwen": true, "elin": true, "guliheng": true, "liangliheng": true, "alex": false, "fangliqin": false})
		if _, err := t.Rooms.Proposals.Annex(t.Context(), t.Actor(t.T, "guliheng"), files[0].ID); house.Says(err) != "fault.not_found" {
			t.Errorf("a delegate opens it without the appeal: %s", house.Says(err))
		}
		t.Must(t.take("maliqing", "withdraw", &a))
		check("withdrawn", map[string]bool{"": false, "maliqing": true, "sunlizhen": true, "elin": true, "guliheng": false})
		t.Whole()
	})
}

// Once the appeal is upheld, the files are seen as the proposal's own room says.
func TestTheFilesOfAnUpheldAppeal(t *testing.T) {
	tables(t, func(t *table) {
		p := t.refused("maliqing", "hanlian", scan("统计表"))
		a, err := t.file("maliqing", p)
		t.Must(err)
		t.Must(t.take("hanlian", "confirm", &a))
		files, err := drafting.Annexes(t.Store.Read(t.Context()), p.VersionID)
		t.Must(err)
		t.voted(a, ballot.Yes)
		_, err = t.announce("wangliwen", "", a)
		t.Must(err)
		if got := t.proposal(p.ID).State; got != proposal.Admitted {
			t.Fatalf("the proposal is %s", got)
		}
		for who, want := range map[string]string{"guliheng": "", "alex": "", "fangliqin": "fault.not_found"} {
			_, through := t.Rooms.Appeals.Annex(t.Context(), t.Actor(t.T, who), a.ID, files[0].ID)
			_, own := t.Rooms.Proposals.Annex(t.Context(), t.Actor(t.T, who), files[0].ID)
			if house.Says(through) != want || house.Says(own) != want {
				t.Errorf("%s: %q through the appeal, %q by itself, want %q", who, house.Says(through), house.Says(own), want)
			}
		}
	})
}
