package app_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"sametable/internal/commitment"
	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/partnership"
	"sametable/internal/register"
	"sametable/internal/store"
)

// tampering is what somebody does to a row behind the register: a change, or none where the row is taken away; names is what is then said.
type tampering struct{ table, change, where, names string }

// blobOf is some content as a statement of the engine writes it.
func blobOf(h *house.House, content string) string {
	if h.Store.Engine() == store.Postgres {
		return fmt.Sprintf("convert_to('%s', 'UTF8')", content)
	}
	return fmt.Sprintf("CAST('%s' AS BLOB)", content)
}

// tampers does one thing after the other to the rows, sees that each is found, and puts back what was there.
func tampers(t *testing.T, h *house.House, all []tampering) {
	t.Helper()
	exec := func(statement string) {
		t.Helper()
		if _, err := h.Store.SQL().Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	for _, c := range all {
		exec("CREATE TABLE kept AS SELECT * FROM " + c.table + " WHERE " + c.where)
		if c.change == "" {
			exec("DELETE FROM " + c.table + " WHERE " + c.where)
		} else {
			exec("UPDATE " + c.table + " " + c.change + " WHERE " + c.where)
		}
		_, err := h.Verify(t.Context(), register.Verified{})
		var broken *register.Break
		if !errors.As(err, &broken) || broken.Seq == 0 || !strings.Contains(err.Error(), c.names) {
			t.Errorf("%s %s: %v, want %s", c.table, c.change, err, c.names)
		}
		if c.change == "" {
			exec("INSERT INTO " + c.table + " SELECT * FROM kept")
		} else {
			column := strings.Fields(c.change)[1]
			exec(fmt.Sprintf("UPDATE %s SET %s = (SELECT %[2]s FROM kept) WHERE %s", c.table, column, c.where))
		}
		exec("DROP TABLE kept")
	}
	if _, err := h.Verify(t.Context(), register.Verified{}); err != nil {
		t.Errorf("restored: %v", err)
	}
}

// TestOneByteOfWhatIsPromisedIsFound changes one byte at a time in commitments, partnerships, what their parties bring and their files.
func TestOneByteOfWhatIsPromisedIsFound(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := house.Table{T: tt, House: h}
		pdf := func(name string) *input.Sent {
			return &input.Sent{File: strings.NewReader("%PDF-1.4 paper"), Name: name}
		}
		c, err := h.Rooms.Commitments.Enter(t.Context(), t.Actor(tt, "sunlizhen"), commitment.Form{Forum: "HD", Owner: t.Org("huilin"), Language: "zh", TitleZh: "提交工作时间汇总报告",
			TitleEn: "Summary report", Due: "2019-09-30", Details: "每季度一次。", Origin: commitment.Origin{Words: "HD-M-2019-01，议题4", On: "2019-01-17"}})
		t.Must(err)
		for _, step := range []commitment.Step{{Verb: "accept"}, {Verb: "report", Proof: commitment.Proof{Words: "已经提交。", File: pdf("报告.pdf")}}} {
			step.Commitment, step.Version, step.Anyway = c.ID, c.Version, true
			c, err = h.Rooms.Commitments.Take(t.Context(), t.Actor(tt, "maliqing"), step)
			t.Must(err)
		}
		p, err := h.Rooms.Partnerships.Enter(t.Context(), t.Actor(tt, "sunlizhen"), partnership.Form{Forum: "HD", Language: "zh", TitleZh: "亲情视频合作", TitleEn: "Family video", Scope: "不录音录像。",
			Region: "680000", Ends: "2019-12-31", From: "LH-2019-02", Parties: []partnership.Brought{{Organisation: t.Org("huilin"), Brings: "视频点"}, {Organisation: t.Org("gaohu"), Brings: "视频室"}}})
		t.Must(err)
		for _, who := range []string{"maliqing", "gaolicheng"} {
			p, err = h.Rooms.Partnerships.Take(t.Context(), t.Actor(tt, who), partnership.Step{Partnership: p.ID, Verb: "confirm", Version: p.Version})
			t.Must(err)
		}
		p, err = h.Rooms.Partnerships.Take(t.Context(), t.Actor(tt, "sunlizhen"), partnership.Step{Partnership: p.ID, Verb: "activate", Starts: "2019-06-10", Ends: "2019-08-31", File: pdf("协议.pdf"), Version: p.Version})
		t.Must(err)
		t.Whole()
		promise, agreed := "id = '"+c.ID+"'", "id = '"+p.ID+"'"
		theirs, row := "commitment_id = '"+c.ID+"'", "the row of commitment "+c.ID
		of, whole := "partnership_id = '"+p.ID+"'", "the row of partnership "+p.ID
		brought := of + " AND organisation_id = '" + string(t.Org("gaohu")) + "'"
		tampers(tt, h, []tampering{
			{"commitments", "SET title_en = 'Summary reporT'", promise, row},
			{"commitments", "SET due = '2019-10-30'", promise, row},
			{"commitments", "SET details = details || 'x'", promise, row},
			{"commitments", "SET owner_id = '" + string(t.Org("gaohu")) + "'", promise, row},
			{"cards", "SET title_zh = title_zh || 'x'", "noun_id = '" + c.ID + "'", "the card of commitment " + c.ID},
			{"commitment_files", "SET content = " + blobOf(h, "%PDF-1.4 papeR"), theirs, "the file "},
			{"commitment_files", "SET name = '报告2.pdf'", theirs, "the file "},
			{"commitment_files", "", theirs, "the file "},
			{"partnerships", "SET scope = '录音录像。'", agreed, whole},
			{"partnerships", "SET ends = '2020-08-31'", agreed, whole},
			{"partnerships", "SET region = '380000'", agreed, whole},
			{"cards", "SET path = path || 'x'", "noun_id = '" + p.ID + "'", "the card of partnership " + p.ID},
			{"partnership_parties", "SET brings = '没有'", brought, "the party "},
			{"partnership_parties", "SET confirmed_by = 'x'", brought, "the party "},
			{"partnership_parties", "", brought, "the party "},
			{"partnership_files", "SET content = " + blobOf(h, "%PDF-1.4 papeR"), of, "the file "},
			{"partnership_files", "", of, "the file "},
		})
	})
}
