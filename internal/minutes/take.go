package minutes

import (
	"context"
	"strings"
	"time"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Take takes a meeting one step on and keeps its record with it, in one act: the draft begins when the table sits down, and what the
// meeting came to is laid into it when it ends.
func (s *Minutes) Take(ctx context.Context, actor policy.Actor, step meeting.Step) (meeting.Meeting, error) {
	var m meeting.Meeting
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var err error
		if m, err = s.meetings.Step(tx, step); err != nil {
			return err
		}
		switch step.Verb {
		case "open":
			return begin(tx, m)
		case "end":
			c, err := s.find(tx, policy.SystemActor(), m.ID)
			if fault.Is(err, fault.ReasonNotFound) { // the table had sat down before there were minutes
				if err = begin(tx, m); err == nil {
					c, err = s.find(tx, policy.SystemActor(), m.ID)
				}
			}
			if err != nil {
				return err
			}
			return c.lay(tx)
		}
		return nil
	})
	return m, err
}

// NameOfficers puts right who presided and who recorded, while the minutes are a draft.
func (s *Minutes) NameOfficers(ctx context.Context, actor policy.Actor, o meeting.Officers) (meeting.Meeting, error) {
	var m meeting.Meeting
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		if _, _, err := s.judged(tx, o.Meeting, "edit", -1); err != nil {
			return err
		}
		var err error
		m, err = s.meetings.Name(tx, o)
		return err
	})
	return m, err
}

// begin begins the minutes of a meeting that was opened. One that goes on after a pause has them.
func begin(tx *register.Tx, m meeting.Meeting) error {
	var known int64
	if err := tx.Model(&Set{}).Where("id = ?", m.ID).Count(&known).Error; err != nil || known > 0 {
		return err
	}
	rules := m.Rules()
	f, err := forumOf(tx, m.Forum)
	if err != nil {
		return err
	}
	c := Set{ID: m.ID, ForumKey: m.ForumKey, MeetingReference: m.Reference, At: m.At(), Language: m.Language, Mode: rules.MinutesApproval, Languages: strings.Join(rules.Languages, " "),
		State: Machine().First, StateSince: tx.Now(), Access: policy.Access{Forum: m.Forum}, Version: 1}
	c.TitleZh, c.TitleEn, c.TitleSv = titled(f, m)
	c.settle()
	tx.Permit(c.permit("begin"))
	if err := tx.Add(&c); err != nil {
		return err
	}
	n := c.note("begun", "")
	n.Tell = register.Tell{Secretaries: m.Forum}
	tx.Put(c.card())
	tx.Enter(n)
	return nil
}

// titled is what minutes are called: after the forum's meeting, by its own title where it has one.
func titled(f forum.Forum, m meeting.Meeting) (zh, en, sv string) {
	name := func(language string) string {
		title, in := m.Title(language)
		if in != language {
			title = meeting.KindWord(m.Kind, language)
		}
		return title
	}
	return name("zh") + "纪要", "Minutes: " + name("en"), "Protokoll: " + name("sv")
}

func forumOf(tx *register.Tx, id policy.ForumID) (forum.Forum, error) {
	var f forum.Forum
	return f, store.Found(tx.Where("id = ?", id).Take(&f).Error)
}

// Longest texts, in characters, and how many paragraphs minutes can have.
const (
	WordsMost  = 4000
	NoteMost   = 8000
	ReasonMost = 600
	TitleMost  = 300
	BlocksMost = 400
)

// NoteDown keeps what is noted at the table beside an item. It is in no record; those who write the minutes read it.
func (s *Minutes) NoteDown(ctx context.Context, actor policy.Actor, id, item, words string) error {
	viewer, now := actor, s.r.Now()
	m, err := s.byID(ctx, viewer, id)
	if err != nil {
		return err
	}
	if !policy.May(policy.DraftMinutes, actor.RolesIn(m.Forum, now)) {
		return fault.Forbidden("workflow.not_yours", nil)
	}
	r := text.Reads(s.gate, now)
	n := Note{MinutesID: m.ID, ItemID: item, Words: r.Prose("note", words, NoteMost, false), WrittenBy: actor.Person, WrittenAt: now, Version: 1}
	if err := r.Err(); err != nil {
		return err
	}
	return s.writesDown(ctx, n)
}

// ending is the end of the time for corrections that begins at an instant, and how many working days it has by the rules of that day.
func (m Set) ending(tx *register.Tx, from time.Time) (end time.Time, working int, err error) {
	rules, err := forum.RulesOn(tx.DB, m.Forum, from)
	if err != nil {
		return end, 0, err
	}
	days, err := calendarOf(tx)
	if err != nil {
		return end, 0, err
	}
	end, _ = days.After(from, rules.CorrectionDays)
	return end, rules.CorrectionDays, nil
}
