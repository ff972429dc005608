package thread

import (
	"context"
	"fmt"
	"strings"
	"time"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// beijing gives the year of a reference: a thread opened on New Year's morning in Beijing is of the new year.
var beijing = time.FixedZone("Asia/Shanghai", 8*60*60)

// OpenForm is a new thread: its title and purpose, and the first post.
type OpenForm struct {
	Forum    string // key
	Language string
	Title    string
	Purpose  string
	First    PostForm // Thread is left empty
}

// OpenThread opens a thread with its first post. Whoever has a voice in the forum may. Title and purpose are watched as the post
// is; where it must wait, for a moderator or a colleague, the thread waits with it, seen and told to nobody else.
func (s *Threads) OpenThread(ctx context.Context, actor policy.Actor, form OpenForm) (Thread, Post, error) {
	var t Thread
	var p Post
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var f forum.Forum
		if err := tx.Where("key = ?", form.Forum).Take(&f).Error; err != nil {
			return store.Found(err)
		}
		v, err := voiceOf(tx, actor, f.ID, form.First.Mandate)
		if err != nil {
			return err
		}
		title, purpose, err := s.passTitle(form)
		if err != nil {
			return err
		}
		rules, err := rulesIn(tx, f.ID)
		if err != nil {
			return err
		}
		first, verb, kept, err := s.prepare(tx, v, rules, form.First, title+"\n"+purpose)
		if err != nil {
			return err
		}
		access := policy.Access{Class: rules.Threads, Forum: f.ID}
		if verb != "publish" {
			access = policy.Access{Class: policy.Moderation, Forum: f.ID, Organisation: v.organisation, Person: actor.Person}
		}
		t, err = s.begin(tx, f, access, v, text.Draft{Language: form.Language, Title: title, Source: purpose})
		if err != nil {
			return err
		}
		p, err = s.begun(tx, &t, first, verb, kept)
		return err
	})
	return t, p, err
}

func (s *Threads) passTitle(form OpenForm) (title, purpose string, err error) {
	var fields fault.Fields
	input.Choice(&fields, "language", form.Language, []string{"zh", "en", "sv"})
	title = input.Line(&fields, "title", form.Title, 120, true)
	purpose = input.Prose(&fields, "purpose", form.Purpose, 600, false)
	if err := fields.Err(); err != nil {
		return "", "", err
	}
	if found := s.Look(title); len(found) > 0 {
		return "", "", stop("title", found, false)
	}
	if found := s.Look(purpose); len(found) > 0 {
		return "", "", stop("purpose", found, false)
	}
	return title, purpose, nil
}

func (s *Threads) begin(tx *register.Tx, f forum.Forum, access policy.Access, v voice, d text.Draft) (Thread, error) {
	year := tx.Now().In(beijing).Year()
	number, err := tx.Next(fmt.Sprintf("thread:%s:%d", f.Key, year))
	if err != nil {
		return Thread{}, err
	}
	t := Thread{
		ID: clock.NewID(), ForumKey: f.Key, Number: number, Year: year, Language: d.Language, State: Open,
		Reference: fmt.Sprintf("%s-T-%d-%02d", f.Key, year, number), OpenedBy: tx.Actor.Person, OpenedFor: v.organisation, MandateID: v.mandate,
		OpenedAt: tx.Now(), LastAt: tx.Now(), LastBy: tx.Actor.Person, Access: access,
	}
	tell := register.Tell{}
	if access.Class != policy.Moderation {
		now := tx.Now()
		t.ShownAt, tell.Followers = &now, []policy.Ref{{Noun: forum.Noun, ID: string(f.ID)}}
	}
	tx.Permit(policy.Allow(Noun, t.ID, "open"))
	kept, version, err := text.Begin(tx, t.Record(), d)
	if err != nil {
		return t, err
	}
	t.TextID, t.VersionID = kept.ID, version.ID
	if err := tx.Add(&t); err != nil {
		return t, err
	}
	t.put(tx, titles{d.Language: d.Title})
	tx.Enter(register.Note{Noun: Noun, ID: t.ID, Verb: "thread.opened", To: Open, For: v.organisation, Mandate: v.mandate, Version: version.ID,
		Hash: version.Hash, Facts: map[string]any{"reference": t.Reference}, Access: t.Access,
		Tell: tell})
	return t, nil
}

// rulesIn reads the rules in force inside an act.
func rulesIn(tx *register.Tx, id policy.ForumID) (forum.Rules, error) {
	var c forum.Charter
	err := tx.Where("forum_id = ?", id).Order("CASE WHEN state = 'adopted' THEN 0 ELSE 1 END, number DESC").First(&c).Error
	return c.Rules(), err
}

// Steering is a step of a thread's life: lock, with a reason; unlock or archive, with one if there is one.
type Steering struct {
	Thread  string
	Verb    string
	Reason  string
	Version int
}

// Steer locks, unlocks or archives a thread.
func (s *Threads) Steer(ctx context.Context, actor policy.Actor, step Steering) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		t, err := find(tx, actor, step.Thread)
		if err != nil {
			return err
		}
		to, err := ThreadMachine().StepOn(step.Version == t.Version, t.State, step.Verb, actor.RolesIn(t.Forum, tx.Now()), nil)
		if err != nil {
			return err
		}
		var fields fault.Fields
		t.Reason = input.Line(&fields, "reason", step.Reason, 200, step.Verb == "lock")
		if err := fields.Err(); err != nil {
			return err
		}
		if found := s.Look(t.Reason); len(found) > 0 {
			return stop("reason", found, false)
		}
		from := t.State
		t.State = to
		tx.Permit(policy.Allow(Noun, t.ID, step.Verb))
		if err := tx.Save(&t); err != nil {
			return err
		}
		all, err := titlesOf(tx, t)
		if err != nil {
			return err
		}
		t.put(tx, all)
		past := map[string]string{"lock": "locked", "unlock": "unlocked", "archive": "archived"}[step.Verb]
		tx.Enter(register.Note{Noun: Noun, ID: t.ID, Verb: "thread." + past, From: from, To: to, Facts: map[string]any{"reference": t.Reference},
			Values: map[string]string{"reason": t.Reason}, Access: t.Access, Tell: register.Tell{Followers: []policy.Ref{t.Record()}}})
		return nil
	})
}

// find gives a thread the actor may see.
func find(tx *register.Tx, actor policy.Actor, id string) (Thread, error) {
	var t Thread
	err := tx.Scopes(register.Visible(actor, tx.Now(), "threads.")).Where("id = ?", id).Take(&t).Error
	return t, store.Found(err)
}

// number reads "2016-01" into year and number.
func number(s string) (year, n int, ok bool) {
	if strings.Count(s, "-") != 1 || len(s) > 12 {
		return 0, 0, false
	}
	_, err := fmt.Sscanf(s, "%d-%d", &year, &n)
	return year, n, err == nil
}
