package app_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/notice"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/thread"
)

// TestVerifyFindsWhatWasChangedBehindTheRegister changes one thing at a time in the demo world that some page shows.
func TestVerifyFindsWhatWasChangedBehindTheRegister(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx := t.Context()
		if _, err := h.Verify(ctx, register.Verified{}); err != nil {
			t.Fatal(err)
		}
		exec := func(statement string) {
			if _, err := h.Store.SQL().Exec(statement); err != nil {
				t.Fatalf("%s: %v", statement, err)
			}
		}
		if h.Store.Engine() == store.Postgres {
			exec("ALTER TABLE text_versions DISABLE TRIGGER USER")
		} else {
			exec("DROP TRIGGER text_versions_erase_only")
		}
		var p thread.Post
		if err := h.Store.Read(ctx).Where("state = ?", thread.Published).Order("id").First(&p).Error; err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct{ table, column, id string }{
			{"posts", "state", p.ID}, {"posts", "version_id", p.ID}, {"threads", "state", p.ThreadID}, {"threads", "version_id", p.ThreadID},
			{"text_versions", "html", p.VersionID}, {"text_versions", "made_by", p.VersionID}, {"texts", "current", p.TextID},
		} {
			change := func(to string) string {
				return fmt.Sprintf("UPDATE %s SET %s = %s WHERE id = '%s'", c.table, c.column, to, c.id)
			}
			exec(change(c.column + " || 'x'"))
			_, err := h.Verify(ctx, register.Verified{})
			var broken *register.Break
			if !errors.As(err, &broken) || broken.Seq == 0 || c.column != "state" && broken.Version == "" {
				t.Errorf("%s.%s was changed: %v", c.table, c.column, err)
			} else if c.table == "posts" && !strings.Contains(err.Error(), "post "+p.ID) {
				t.Errorf("%s.%s: %v does not name the post", c.table, c.column, err)
			}
			exec(change(fmt.Sprintf("substr(%s, 1, length(%[1]s) - 1)", c.column)))
		}
		if _, err := h.Verify(ctx, register.Verified{}); err != nil {
			t.Errorf("restored: %v", err)
		}
	})
}

// TestOneRowFeedsPageAndNotice follows an act to the person it concerns: nothing of a refused one, and of the other the row
// that stands on the page.
func TestOneRowFeedsPageAndNotice(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx, r := t.Context(), h.Rooms.Register
		if err := r.CatchUp(ctx); err != nil {
			t.Fatal(err)
		}
		var p thread.Post
		if err := h.Store.Read(ctx).Where("state = ?", thread.Published).Order("id").First(&p).Error; err != nil {
			t.Fatal(err)
		}
		notices := func() (all []notice.Notice) {
			if err := h.Store.Read(ctx).Where("noun_id = ? AND verb = ?", p.ID, "post.hidden").Find(&all).Error; err != nil {
				t.Fatal(err)
			}
			return all
		}
		refused := errors.New("refused")
		try := func(end error) error {
			return r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
				tx.Permit(policy.Allow(thread.PostNoun, p.ID, "hide"))
				tx.Enter(register.Note{Noun: thread.PostNoun, ID: p.ID, Verb: "post.hidden", Access: p.Access, Tell: register.Tell{Persons: []policy.PersonID{p.AuthorID}}})
				return end
			})
		}
		for _, end := range []error{refused, nil} {
			if err := try(end); !errors.Is(err, end) {
				t.Fatal(err)
			}
			if err := r.CatchUp(ctx); err != nil {
				t.Fatal(err)
			}
			told := notices()
			lines, err := r.Timeline(ctx, policy.SystemActor(), p.Record())
			if err != nil || len(lines) == 0 {
				t.Fatal(err)
			}
			last := lines[len(lines)-1]
			if end != nil && (len(told) > 0 || last.Verb == "post.hidden") {
				t.Errorf("a refused act: %v, %+v", told, last.Entry)
			}
			if end == nil && (len(told) != 1 || told[0].Seq != last.Seq || told[0].PersonID != p.AuthorID || last.Verb != "post.hidden") {
				t.Errorf("told %+v, on the page %+v", told, last.Entry)
			}
		}
	})
}
