package meeting

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// ItemForm is an item as whoever puts it on the agenda, or asks for it, fills it in. About names what it is about by reference.
type ItemForm struct {
	Meeting                   string
	Item                      string // with Edit
	TitleZh, TitleEn, TitleSv string
	Language                  string // in which an item is asked for; else the meeting's own
	Purpose                   string
	Presenter                 policy.OrganisationID
	Minutes                   string
	About                     string
	Number                    int // its place; 0: the last one
	Version                   int // of the item, with Edit
}

// AddItem puts an item on the agenda of a meeting that has not begun.
func (s *Meetings) AddItem(ctx context.Context, actor policy.Actor, form ItemForm) (Item, error) {
	var i Item
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, err := find(tx, actor, form.Meeting)
		if err != nil {
			return err
		}
		if err := scene.mayArrange(tx); err != nil {
			return err
		}
		m := scene.Meeting
		i = Item{ID: clock.NewID(), MeetingID: m.ID, Language: m.Language, State: Queued, ProposedBy: actor.Person, Version: 1}
		if err := s.readItem(tx, scene, form, &i); err != nil {
			return err
		}
		return scene.insert(tx, &i, form.Number)
	})
	return i, err
}

// mayArrange tells whether the agenda is the actor's to arrange, and gives leave to.
func (s Scene) mayArrange(tx *register.Tx) error {
	if _, err := s.step(tx, "change", -1, Place{}); err != nil {
		return err
	}
	if len(s.Items) >= ItemsMost {
		return fault.Conflict("meeting.items_many", map[string]any{"Most": ItemsMost})
	}
	return nil
}

// insert puts an item at its place and moves those after it on.
func (s *Scene) insert(tx *register.Tx, i *Item, at int) error {
	s.Items = slices.DeleteFunc(s.Items, func(other Item) bool { return other.ID == i.ID })
	if listed := s.numbered(); at < 1 || at > listed {
		at = listed + 1
	}
	for n := range s.Items {
		if other := &s.Items[n]; other.Number >= at {
			other.Number++
			if err := tx.Save(other); err != nil {
				return err
			}
		}
	}
	i.Number = at
	if err := tx.Add(i); err != nil {
		return err
	}
	s.Items = append(s.Items, *i)
	return s.entered(tx, "item_added", *i)
}

func (s Scene) numbered() int {
	n := 0
	for _, i := range s.Items {
		n = max(n, i.Number)
	}
	return n
}

// entered notes in the register what was done to an item.
func (s Scene) entered(tx *register.Tx, verb string, i Item) error {
	tx.Enter(s.itemNote(verb, i))
	return nil
}

func (s Scene) itemNote(verb string, i Item) register.Note {
	n := s.Meeting.note(verb, "")
	n.To = ""
	n.Facts["item"], n.Facts["number"], n.Facts["state"] = i.ID, i.Number, i.State
	title, _ := i.Title(i.Language)
	n.Values["title"] = title
	return n
}

// readItem reads what was typed of an item.
func (s *Meetings) readItem(tx *register.Tx, scene Scene, form ItemForm, i *Item) error {
	r := text.Reads(s.gate, tx.Now())
	i.TitleZh, i.TitleEn, i.TitleSv = r.Line("title_zh", form.TitleZh, TitleMost, false), r.Line("title_en", form.TitleEn, TitleMost, false), r.Line("title_sv", form.TitleSv, TitleMost, false)
	if own := map[string]string{"zh": i.TitleZh, "en": i.TitleEn, "sv": i.TitleSv}[i.Language]; own == "" && !r.Said("title_"+i.Language) {
		r.Fields.Add("title_"+i.Language, "input.required", nil)
	}
	i.Purpose = string(input.Choice(&r.Fields, "purpose", form.Purpose, Purposes()))
	i.Minutes = minutes(r, form.Minutes)
	if i.Presenter = form.Presenter; form.Presenter != "" {
		sits, err := seated(tx, scene.Meeting.Forum, form.Presenter)
		if err != nil {
			return err
		}
		if !sits {
			r.Fields.Add("presenter", "input.choice", nil)
		}
	}
	about, err := papers(tx, r, scene.Meeting.Forum, form.About)
	if err != nil {
		return err
	}
	i.About = encode(about)
	r.Look("title_"+i.Language, strings.Join([]string{i.TitleZh, i.TitleEn, i.TitleSv}, "\n\n"))
	return r.Err()
}

// minutes reads how long an item is to take; empty: nobody has said.
func minutes(r *text.Reader, raw string) int {
	typed := input.Line(&r.Fields, "minutes", raw, 8, false)
	if typed == "" {
		return 0
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < 1 || n > MinutesMost {
		r.Fields.Add("minutes", "meeting.minutes_between", fault.Args{"Most": MinutesMost})
		return 0
	}
	return n
}

// AskItem asks for an item on a meeting's agenda: whoever speaks for an organisation at the table may. Those who call the meeting take it up
// or decline it with a reason.
func (s *Meetings) AskItem(ctx context.Context, actor policy.Actor, form ItemForm) (Item, error) {
	var i Item
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, err := find(tx, actor, form.Meeting)
		if err != nil {
			return err
		}
		m := scene.Meeting
		if err := MayAsk(actor, m, tx.Now()); err != nil {
			return err
		}
		org, ok := actor.ActsFor(m.Forum, tx.Now())
		if !ok {
			return fault.Forbidden("meeting.who_asks", nil)
		}
		if len(scene.Items) >= ItemsMost {
			return fault.Conflict("meeting.items_many", map[string]any{"Most": ItemsMost})
		}
		r := text.Reads(s.gate, tx.Now())
		i = Item{ID: clock.NewID(), MeetingID: m.ID, State: ItemMachine().First, ProposedBy: actor.Person, ProposedFor: org, Version: 1}
		if i.Language = string(input.Choice(&r.Fields, "language", form.Language, []string{"zh", "en", "sv"})); i.Language == "" {
			return r.Err()
		}
		form.Presenter = org
		if err := s.readItem(tx, scene, form, &i); err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, m.ID, "ask_item"))
		if err := tx.Add(&i); err != nil {
			return err
		}
		n := scene.itemNote("item_asked", i)
		n.For, n.Access, n.Tell = org, policy.Access{Class: policy.Members, Forum: m.Forum}, register.Tell{Secretaries: m.Forum}
		tx.Enter(n)
		return nil
	})
	return i, err
}

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

// Verbs are the steps of an item that TakeItem takes.
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
