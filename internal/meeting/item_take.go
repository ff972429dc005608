package meeting

import (
	"context"
	"time"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// ItemStep is one step of an item: a verb of its machine.
type ItemStep struct {
	Meeting string
	Item    string
	Verb    string
	At      string // the minute it happened; empty: now
	Words   string // the reason, or what came of it
	Form    ItemForm
	Motion  Motion
	Version int // of the item
}

// Motion is what is asked of the table, in the languages of the record.
type Motion struct{ Zh, En, Sv string }

// ItemVerbs are the steps of an item that TakeItem takes.
func ItemVerbs() []string {
	return []string{"take_up", "decline", "edit", "strike", "open", "word", "note", "agree", "defer", "refer", "withdraw", "resume"}
}

// NeedsReason tells the verbs that need a reason.
func NeedsReason(verb string) bool {
	return listed([]string{"decline", "defer", "refer", "withdraw", "cancel", "postpone", "adjourn"}, verb)
}

// TakeItem takes an item one step on.
func (s *Meetings) TakeItem(ctx context.Context, actor policy.Actor, step ItemStep) (Item, error) {
	var i Item
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		if !listed(ItemVerbs(), step.Verb) {
			return fault.NotFound()
		}
		scene, item, to, err := s.itemJudged(tx, step.Meeting, step.Item, step.Verb, step.Version)
		if err != nil {
			return err
		}
		i = *item
		return s.takeItem(tx, scene, &i, step, to)
	})
	return i, err
}

// itemJudged finds an item and gives the state a verb leads to, or why not; then there is leave to change it.
func (s *Meetings) itemJudged(tx *register.Tx, meeting, id, verb string, version int) (Scene, *Item, string, error) {
	scene, err := find(tx, tx.Actor, meeting)
	if err != nil {
		return scene, nil, "", err
	}
	i, ok := scene.item(id)
	if !ok {
		return scene, nil, "", fault.NotFound()
	}
	if err := scene.poll(tx.DB, *i); err != nil {
		return scene, nil, "", err
	}
	to, err := ItemMachine().StepOn(version < 0 || version == i.Version, i.State, verb, tx.Actor.RolesIn(scene.Meeting.Forum, tx.Now()), scene.JudgeItem(tx.Actor, tx.Now(), *i))
	if err == nil {
		tx.Permit(policy.Allow(Noun, scene.Meeting.ID, verb))
	}
	return scene, i, to, err
}

func (s *Meetings) takeItem(tx *register.Tx, scene Scene, i *Item, step ItemStep, to string) error {
	r := text.Reads(s.gate, tx.Now())
	m := scene.Meeting
	at := tx.Now()
	if m.Begun() {
		at = m.minute(r, "at", step.At, tx.Now())
	}
	if NeedsReason(step.Verb) {
		i.Reason = r.Prose("words", step.Words, ReasonMost, true)
	}
	switch step.Verb {
	case "take_up":
		i.Number = scene.numbered() + 1
	case "edit":
		if err := s.readItem(tx, scene, step.Form, i); err != nil {
			return err
		}
		if step.Form.Number > 0 && step.Form.Number != i.Number {
			if err := scene.shift(tx, i, step.Form.Number); err != nil {
				return err
			}
		}
	case "word":
		i.word(r, step.Motion)
	case "open", "resume":
		i.OpenedAt, i.ConcludedAt, i.Reason, i.Indicative = opened(i.OpenedAt, at), nil, "", false
	case "note", "agree":
		i.Outcome = r.Prose("words", step.Words, OutcomeMost, false)
	}
	if err := r.Err(); err != nil {
		return err
	}
	if step.Verb == "strike" {
		if err := scene.close(tx, i); err != nil {
			return err
		}
	}
	i.State = to
	if listed(over(), to) && m.Begun() {
		i.concluded(scene, at)
	}
	if err := tx.Save(i); err != nil {
		return err
	}
	return scene.itemDone(tx, step.Verb, *i)
}

func opened(before *time.Time, at time.Time) *time.Time {
	if before != nil {
		return before
	}
	return &at
}
