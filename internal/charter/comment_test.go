package charter_test

import (
	"testing"

	"sametable/internal/charter"
	"sametable/internal/erasing"
	"sametable/internal/policy"
)

// What was wrong with a comment is said beside its field; it is its organisation's alone, and everybody of the forum reads it.
func TestComments(t *testing.T) {
	tables(t, func(t *table) {
		t.consulted()
		for want, said := range map[string]charter.Said{
			"place:input.choice":          {Place: charter.BlockPlace(999), Words: "意见。"},
			"quote:charter.quote_unknown": {Place: charter.BlockPlace(3), Quote: "不在这里", Words: "意见。"},
			"words:input.required":        {Words: " "},
			"words:safeguard.stopped":     {Words: "请联系" + " 13800" + "138000 家长。"},
		} {
			if _, got := t.said("maliqing", said); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		}
		if _, got := t.said("maliqing", charter.Said{Place: charter.RulePlace("no_such"), Words: "意见。"}); got != "place:input.choice" {
			t.Errorf("an unknown rule: %s", got)
		}
		for who, want := range map[string]string{"sunlizhen": "workflow.not_yours", "alex": "workflow.not_yours", "fangliqin": "workflow.not_yours", "liliming": ""} {
			if _, got := t.said(who, charter.Said{Words: "同意。"}); got != want {
				t.Errorf("%s comments: %s, want %s", who, got, want)
			}
		}
		c, got := t.said("maliqing", charter.Said{Words: "建议甲。"})
		if got != "" {
			t.Fatal(got)
		}
		if _, got := t.said("qinliya", charter.Said{Comment: c.ID, Words: "改。", Version: c.Version}); got != "guard.charter.own_comment" {
			t.Errorf("another one changes it: %s", got)
		}
		next, got := t.said("hanlian", charter.Said{Comment: c.ID, Words: "建议乙。", Version: c.Version})
		if got != "" || next.ChangedAt == nil {
			t.Errorf("the alternate changes it: %s", got)
		}
		if _, got := t.said("maliqing", charter.Said{Comment: c.ID, Words: "建议丙。", Version: c.Version}); got != "fault.stale" {
			t.Errorf("an old page changes it: %s", got)
		}
		for who, reads := range map[string]int{"alex": 2, "elin": 2, "fangliqin": 0} {
			if p := t.page(who); len(p.Comments) != reads {
				t.Errorf("%s reads %d comments, want %d", who, len(p.Comments), reads)
			}
		}
		_, err := t.Rooms.Charters.WithdrawComment(t.Context(), t.Actor(t.T, "maliqing"), c.ID, next.Version)
		t.Must(err)
		t.Clock.Set(*t.now().WindowEnds)
		if p := t.page("elin"); p.Known.Open != 1 || p.Known.Comments != 1 {
			t.Errorf("%+v", p.Known)
		}
		if _, got := t.said("maliqing", charter.Said{Words: "迟到。"}); got != "guard.charter.window" {
			t.Errorf("too late: %s", got)
		}
	})
}

// Two moderators take the words of a comment away; what became of it stays.
func TestTheWordsOfACommentAreErased(t *testing.T) {
	tables(t, func(t *table) {
		t.consulted()
		c, got := t.said("maliqing", charter.Said{Place: charter.BlockPlace(3), Quote: "宗旨", Words: "例如小明的情况。"})
		if got != "" {
			t.Fatal(got)
		}
		of := policy.Ref{Noun: charter.CommentNoun, ID: c.ID}
		for _, who := range []string{"elin", "linlihua"} {
			found, err := t.Rooms.Erasings.Find(t.Context(), t.Actor(t.T, who), of, "zh")
			t.Must(err)
			_, err = t.Rooms.Erasings.Erase(t.Context(), t.Actor(t.T, who), erasing.Erasing{Of: of, Reason: "文中可认出一个孩子。", Mark: found.Mark})
			t.Must(err)
		}
		p := t.page("elin")
		if len(p.Comments) != 1 || !p.Comments[0].Erased() || p.Comments[0].Quote != "" {
			t.Errorf("%+v", p.Comments)
		}
		lines, err := t.Rooms.Register.Timeline(t.Context(), t.Actor(t.T, "elin"), t.now().Record())
		t.Must(err)
		for _, line := range lines {
			if line.Fact("comment") == c.ID && line.Values["words"] != "" {
				t.Errorf("the register still says %q", line.Values["words"])
			}
		}
	})
}
