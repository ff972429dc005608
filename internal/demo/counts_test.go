package demo_test

import (
	"maps"
	"testing"
	"time"

	"sametable/internal/handling"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/site"
)

// counted reads a table of names and numbers.
func counted(t *testing.T, rooms site.Rooms, query string, args ...any) map[string]int {
	t.Helper()
	var rows []struct {
		Name string
		N    int
	}
	if err := rooms.Register.Read(t.Context()).Raw(query, args...).Scan(&rows).Error; err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	n := map[string]int{}
	for _, r := range rows {
		n[r.Name] = r.N
	}
	return n
}

// countsOfTheDemoDay: what the world comes to when it has been played.
func countsOfTheDemoDay(t *testing.T, rooms site.Rooms) {
	t.Helper()
	for _, c := range []struct {
		what, query string
		want        map[string]int
	}{
		{"organisations", "SELECT kind AS name, COUNT(*) AS n FROM organisations WHERE state = 'accredited' GROUP BY kind",
			map[string]int{"ngo": 7, "university": 3, "company": 3, "civil_affairs": 4, "other_authority": 1, "facilitator": 1, "donor": 2}},
		{"people", "SELECT 'all' AS name, COUNT(*) AS n FROM persons", map[string]int{"all": 49}},
		{"seats", "SELECT f.key AS name, COUNT(*) AS n FROM seats s JOIN forums f ON f.id = s.forum_id JOIN organisations o ON o.id = s.organisation_id WHERE s.until IS NULL AND o.kind NOT IN ('facilitator', 'donor') GROUP BY f.key",
			map[string]int{"HD": 11, "JH": 10, "LH": 18}},
		{"mandates", "SELECT capacity AS name, COUNT(*) AS n FROM mandates WHERE state = 'confirmed' AND capacity IN ('titular', 'alternate') GROUP BY capacity",
			map[string]int{"titular": 39, "alternate": 37}},
		{"proposals by state", "SELECT state AS name, COUNT(*) AS n FROM proposals GROUP BY state", map[string]int{"follow_up": 1, "re_handling": 1, "submitted": 1, "closed": 1,
			"partnership": 1, "rated": 1, "handed_over": 1, "deliberation": 1, "consultation": 1, "confirming": 1}},
		{"drafts of proposals", "SELECT 'draft' AS name, COUNT(*) AS n FROM proposal_sheets WHERE proposal_id = ''", map[string]int{"draft": 1}},
		{"proposals with a number", "SELECT forum_key AS name, COUNT(*) AS n FROM proposals WHERE reference <> '' GROUP BY forum_key", map[string]int{"HD": 3, "JH": 3, "LH": 3}},
		{"their outcomes", "SELECT outcome AS name, COUNT(*) AS n FROM proposals WHERE reference <> '' GROUP BY outcome", map[string]int{"services": 6, "grants": 2, "partnership": 1}},
		{"consultations", "SELECT 'held' AS name, COUNT(*) AS n FROM proposals WHERE opened_at IS NOT NULL", map[string]int{"held": 8}},
		{"statements", "SELECT standing_stance AS name, COUNT(*) AS n FROM proposal_statements WHERE stands GROUP BY standing_stance",
			map[string]int{"support": 50, "changes": 26, "none": 8, "object": 2}},
		{"statements by proposal", "SELECT p.reference AS name, COUNT(*) AS n FROM proposal_statements s JOIN proposals p ON p.id = s.proposal_id WHERE s.stands GROUP BY p.reference",
			map[string]int{"HD-2016-01": 8, "JH-2016-01": 8, "JH-2017-01": 8, "HD-2018-01": 9, "JH-2018-01": 8, "LH-2018-01": 14, "LH-2019-01": 14, "LH-2019-02": 17}},
		{"supporters of LH-2019-02 by group", "SELECT o.kind AS name, COUNT(*) AS n FROM proposal_statements s JOIN proposals p ON p.id = s.proposal_id JOIN organisations o ON o.id = s.stated_for " +
			"WHERE s.stands AND s.standing_stance = 'support' AND p.reference = 'LH-2019-02' GROUP BY o.kind", map[string]int{"ngo": 4, "university": 2, "company": 1, "other_authority": 1}},
		{"replies by class", "SELECT grade AS name, COUNT(*) AS n FROM handling_answers WHERE kind = 'reply' AND state = 'given' GROUP BY grade", map[string]int{"A": 1, "B": 2, "C": 1}},
		{"replies in time", "SELECT 'in time' AS name, COUNT(*) AS n FROM handling_answers a JOIN handlings h ON h.id = a.handling_id WHERE a.kind = 'reply' AND a.given_at <= h.first_due", map[string]int{"in time": 4}},
		{"ratings", "SELECT rating AS name, COUNT(*) AS n FROM handling_answers WHERE kind = 'rating' GROUP BY rating", map[string]int{"satisfied": 2, "basically": 1, "not": 1}},
		{"ratings all can read", "SELECT rating AS name, COUNT(*) AS n FROM handling_answers WHERE kind = 'rating' AND state = 'published' GROUP BY rating", map[string]int{"satisfied": 1, "basically": 1, "not": 1}},
		{"opinions on LH-2018-01 in time", "SELECT p.reference AS name, COUNT(*) AS n FROM handling_answers a JOIN handlings h ON h.id = a.handling_id JOIN proposals p ON p.id = a.proposal_id " +
			"WHERE a.kind = 'opinion' AND a.state = 'given' AND a.given_at <= h.co_due GROUP BY p.reference", map[string]int{"HD-2016-01": 1, "LH-2018-01": 2}},
		{"extended", "SELECT p.reference AS name, h.extended AS n FROM handlings h JOIN proposals p ON p.id = h.proposal_id WHERE h.extended > 0", map[string]int{"LH-2018-01": 1}},
		{"commitments", "SELECT state AS name, COUNT(*) AS n FROM commitments GROUP BY state", map[string]int{"verified": 5, "in_progress": 3, "reported_done": 1, "accepted": 1}},
		{"late commitments", "SELECT title_en AS name, COUNT(*) AS n FROM commitments WHERE due < '2019-06-10' AND state IN ('accepted', 'in_progress', 'reopened') AND escalated_at IS NOT NULL GROUP BY title_en",
			map[string]int{"Yearly totals on support staff": 1}},
		{"moved commitments", "SELECT due AS name, extended AS n FROM commitments WHERE extended > 0", map[string]int{"2019-09-30": 1}},
		{"partnerships", "SELECT p.state AS name, COUNT(*) AS n FROM partnerships p JOIN partnership_parties y ON y.partnership_id = p.id WHERE y.confirmed_at IS NOT NULL AND p.file_id <> '' GROUP BY p.state", map[string]int{"active": 5}},
		{"groups in the partnership", "SELECT o.kind AS name, COUNT(*) AS n FROM partnership_parties y JOIN organisations o ON o.id = y.organisation_id GROUP BY o.kind",
			map[string]int{"company": 2, "ngo": 1, "university": 1, "civil_affairs": 1}},
		{"threads", "SELECT state AS name, COUNT(*) AS n FROM threads GROUP BY state", map[string]int{"open": 8, "locked": 1, "archived": 1}},
		{"posts", "SELECT 'all' AS name, COUNT(*) AS n FROM posts", map[string]int{"all": 81}},
		{"paragraphs of minutes that one has translated and another reviewed", "SELECT t.language AS name, COUNT(*) AS n FROM minutes_translations t JOIN minutes m ON m.id = t.minutes_id " +
			"WHERE t.state = 'reviewed' AND t.translated_by <> t.reviewed_by AND m.meeting_reference = 'HD-M-2019-01' GROUP BY t.language", map[string]int{"en": 1, "sv": 1}},
		{"who opened the minutes that go round", "SELECT m.meeting_reference AS name, COUNT(DISTINCT r.person_id) AS n FROM minutes_readings r JOIN minutes m ON m.id = r.minutes_id WHERE m.state = 'circulated' " +
			"GROUP BY m.meeting_reference", map[string]int{"LH-M-2019-02": 12}},
		{"who found minutes right", "SELECT m.meeting_reference AS name, COUNT(*) AS n FROM minutes_replies a JOIN minutes m ON m.id = a.minutes_id AND m.hash = a.hash GROUP BY m.meeting_reference",
			map[string]int{"HD-M-2016-01": 8, "JH-M-2016-01": 8, "HD-M-2017-01": 7, "JH-M-2017-01": 8, "LH-M-2017-01": 12, "JH-M-2018-01": 8, "HD-M-2019-01": 7, "LH-M-2019-01": 12, "JH-M-2019-01": 7, "LH-M-2019-02": 8}},
		{"when what was issued was filed", "SELECT CASE WHEN e.at = m.issued_at THEN 'then' ELSE m.meeting_reference END AS name, COUNT(*) AS n FROM entries e JOIN minutes m ON m.id = e.noun_id WHERE e.verb = 'minutes.printed' GROUP BY 1",
			map[string]int{"then": 8, "JH-M-2016-01": 1}}, // once more with its erratum
		{"items under which proposals are decided on", "SELECT m.reference AS name, i.number AS n FROM meeting_items i JOIN meetings m ON m.id = i.meeting_id WHERE i.about LIKE '%\"proposal\"%' AND i.state = 'decided'",
			map[string]int{"HD-M-2017-01": 3, "JH-M-2017-01": 3, "JH-M-2018-01": 3, "HD-M-2019-01": 4, "LH-M-2019-01": 3, "JH-M-2019-01": 3}},
		{"documents", "SELECT 'all' AS name, COUNT(*) AS n FROM documents", map[string]int{"all": 4}},
		{"ballots with a roll call", "SELECT p.reference AS name, b.favour * 10000 + b.against * 100 + b.abstained AS n FROM ballots b JOIN proposals p ON p.id = b.subject_id WHERE b.against + b.abstained > 0",
			map[string]int{"HD-2018-01": 70101, "LH-2018-01": 130002}},
	} {
		if got := counted(t, rooms, c.query); !maps.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
	wherePlayedProposalsStand(t, rooms)
	translationsOfMinutes(t, rooms)
}

// translationsOfMinutes: what went round has an English translation of what stands there now, and a Swedish one of what stood there before a
// correction.
func translationsOfMinutes(t *testing.T, rooms site.Rooms) {
	t.Helper()
	var m minutes.Set
	if err := rooms.Register.Read(t.Context()).Where("state = ?", minutes.Circulated).Take(&m).Error; err != nil {
		t.Fatal(err)
	}
	page, err := rooms.Minutes.Page(t.Context(), policy.SystemActor(), m, 0)
	if err != nil {
		t.Fatal(err)
	}
	opening := page.Blocks[0]
	if en, sv := page.Into("en")[opening.ID], page.Into("sv")[opening.ID]; en.SourceHash != opening.Source("zh") || sv.SourceHash == opening.Source("zh") || sv.Words == "" {
		t.Errorf("%q in English %+v, in Swedish %+v", opening.Words, en, sv)
	}
}

// wherePlayedProposalsStand: each older proposal has come as far as the world says, and owes what it says by the day it says.
func wherePlayedProposalsStand(t *testing.T, rooms site.Rooms) {
	t.Helper()
	for _, c := range []struct {
		reference, state, rating, due string
		round                         int
	}{
		{"HD-2016-01", "follow_up", handling.Basically, "2017-06-23", 1},
		{"JH-2016-01", "closed", handling.Satisfied, "2017-06-30", 1},
		{"HD-2018-01", "re_handling", "", "2019-06-20", 2},
		{"JH-2018-01", "rated", "", "2019-07-25", 1}, // the moderators alone know
		{"LH-2018-01", "handed_over", "", "2019-07-22", 1},
	} {
		var id string
		if err := rooms.Register.Read(t.Context()).Table("proposals").Select("id").Where("reference = ?", c.reference).Row().Scan(&id); err != nil {
			t.Fatal(err)
		}
		row, err := rooms.Proposals.ByID(t.Context(), policy.SystemActor(), id, "zh")
		if err != nil {
			t.Fatal(err)
		}
		st, _, err := rooms.Handlings.Of(t.Context(), row.Proposal)
		if late := rooms.Register.Now().Sub(st.CoDue); c.reference == "LH-2018-01" && int(late.Hours())/24+1 != 64 { // the day after the limit is the first
			t.Errorf("an opinion on LH-2018-01 is late by %s", late)
		}
		due := st.Due.In(time.FixedZone("Asia/Shanghai", 8*60*60)).Format(time.DateOnly)
		if err != nil || row.State != c.state || st.Rating != c.rating || due != c.due || st.Round != c.round {
			t.Errorf("%s: %s, rated %q, due %s in round %d: %v", c.reference, row.State, st.Rating, due, st.Round, err)
		}
	}
}
