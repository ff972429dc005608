package meeting

import (
	"context"
	"slices"
	"strconv"
	"strings"

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
	if i.Auto == "" { // what puts itself on the agenda says itself what it is about
		about, err := papers(tx, r, scene.Meeting.Forum, form.About)
		if err != nil {
			return err
		}
		i.About = encode(about)
	}
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
