package demo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"strings"

	"sametable/internal/demo/world"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/safeguard"
	"sametable/internal/text"
	"sametable/internal/thread"
)

// refer puts the references of threads where a text names them.
func (p *Play) refer(s string) string {
	for key, ref := range p.refs {
		s = strings.ReplaceAll(s, "{ref:"+key+"}", ref)
	}
	return s
}

func postKey(thread string, number int) string { return fmt.Sprintf("%s#%d", thread, number) }

// voice is the mandate somebody chooses in a forum: the first she has there for the organisation she speaks for.
func (p *Play) voice(a policy.Actor, forumKey string) policy.MandateID {
	for _, m := range a.Mandates {
		if m.ForumKey != forumKey {
			continue
		}
		if voices := a.Voices(m.Forum, p.clock.Now()); len(voices) > 0 {
			return voices[0].ID
		}
	}
	return ""
}

// postForm is a post as its author types it.
func (p *Play) postForm(t *world.Thread, a policy.Actor, post *world.Post) thread.PostForm {
	f := thread.PostForm{Thread: p.threads[t.Key], Mandate: p.voice(a, t.Forum), Language: post.Language, Body: p.refer(post.Body), Kind: thread.Kind(post.Mark)}
	if post.Quote != nil {
		f.Quote, f.QuoteText = post.Quote.Post, p.refer(post.Quote.Words)
	}
	return f
}

// at finds the thread, the post and who acts.
func (p *Play) at(ctx context.Context, step world.Step) (*world.Thread, *world.Post, policy.Actor, error) {
	t, ok := p.w.Thread(step.Thread)
	if !ok {
		return nil, nil, policy.Actor{}, fmt.Errorf("no thread %s", step.Thread)
	}
	post, _ := t.Post(step.Post)
	a, err := p.actor(ctx, step.Actors[0])
	return t, post, a, err
}

func (p *Play) openThread(ctx context.Context, step world.Step) error {
	t, post, a, err := p.at(ctx, step)
	if err != nil {
		return err
	}
	made, first, err := p.rooms.Threads.OpenThread(ctx, a, thread.OpenForm{Forum: t.Forum, Language: t.Original, Title: t.Title.In(t.Original),
		Purpose: t.Purpose.In(t.Original), First: p.postForm(t, a, post)})
	if err != nil {
		return err
	}
	p.threads[t.Key], p.refs[t.Key], p.posts[postKey(t.Key, 1)] = made.ID, made.Reference, first.ID
	return p.titles(ctx, t)
}

// titles are translated the same day, each by one translator and reviewed by the other.
func (p *Play) titles(ctx context.Context, t *world.Thread) error {
	for _, language := range []string{"zh", "en", "sv"} {
		if language == t.Original {
			continue
		}
		by, other := "duliwen", "karin"
		if language == "sv" {
			by, other = other, by
		}
		a, err := p.actor(ctx, other)
		if err != nil {
			return err
		}
		if err := p.rooms.Threads.Translate(ctx, a, thread.TranslationForm{Of: policy.Ref{Noun: thread.Noun, ID: p.threads[t.Key]}, Language: language,
			State: text.Reviewed, Title: t.Title.In(language), Body: t.Purpose.In(language), TranslatedBy: p.people[by], ReviewedBy: p.people[other]}); err != nil {
			return err
		}
	}
	return nil
}

func (p *Play) reply(ctx context.Context, step world.Step, change func(*thread.PostForm)) error {
	t, post, a, err := p.at(ctx, step)
	if err != nil {
		return err
	}
	f := p.postForm(t, a, post)
	if change != nil {
		change(&f)
	}
	_, made, err := p.rooms.Threads.Reply(ctx, a, f)
	if err != nil {
		return err
	}
	if made.Number != post.Number {
		return fmt.Errorf("post %d got number %d", post.Number, made.Number)
	}
	p.posts[postKey(t.Key, post.Number)] = made.ID
	return nil
}

func (p *Play) publish(ctx context.Context, step world.Step) error {
	if err := p.reply(ctx, step, nil); err != nil {
		return err
	}
	return p.expect(ctx, step, thread.Published)
}

// expect stops the play when a post does not stand as the world says.
func (p *Play) expect(ctx context.Context, step world.Step, state string) error {
	row, err := p.rooms.Threads.Post(ctx, policy.SystemActor(), p.posts[postKey(step.Thread, step.Post)], "zh")
	if err != nil {
		return err
	}
	if row.State != state {
		return fmt.Errorf("the post is %s for %q, not %s", row.State, row.HeldFor, state)
	}
	return nil
}

// judge takes a post one step on.
func (p *Play) judge(ctx context.Context, step world.Step, username string, s thread.Step) error {
	a, err := p.actor(ctx, username)
	if err != nil {
		return err
	}
	row, err := p.rooms.Threads.Post(ctx, a, p.posts[postKey(step.Thread, step.Post)], "zh")
	if err != nil {
		return err
	}
	s.Post, s.Version = row.ID, row.Version
	_, _, err = p.rooms.Threads.Take(ctx, a, s)
	return err
}

func (p *Play) state(ctx context.Context, step world.Step) error {
	if err := p.reply(ctx, step, nil); err != nil {
		return err
	}
	_, post, _, err := p.at(ctx, step)
	if err != nil {
		return err
	}
	if err := p.judge(ctx, step, post.ConfirmedBy, thread.Step{Verb: "confirm"}); err != nil {
		return err
	}
	return p.expect(ctx, step, thread.Published)
}

func (p *Play) letter(ctx context.Context, step world.Step) error {
	t, post, _, err := p.at(ctx, step)
	if err != nil {
		return err
	}
	secretary, err := p.actor(ctx, post.Letter.EnteredBy)
	if err != nil {
		return err
	}
	f, err := p.rooms.Forums.Find(ctx, t.Forum)
	if err != nil {
		return err
	}
	rows, err := p.rooms.Forums.Mandates(ctx, secretary, f)
	if err != nil {
		return err
	}
	for _, m := range rows {
		if m.PersonID != p.people[post.Author] || m.Capacity != policy.Titular || m.State != forum.Confirmed {
			continue
		}
		_, made, err := p.rooms.Threads.EnterLetter(ctx, secretary, thread.LetterForm{Thread: p.threads[t.Key], Language: post.Language,
			Body: p.refer(post.Body), Mandate: m.ID, Channel: "letter", Dated: day(post.Letter.Dated)})
		if err != nil {
			return err
		}
		p.posts[postKey(t.Key, post.Number)] = made.ID
		if err := p.judge(ctx, step, post.Letter.CheckedBy, thread.Step{Verb: "check"}); err != nil {
			return err
		}
		return p.expect(ctx, step, thread.Published)
	}
	return fmt.Errorf("no mandate of %s", post.Author)
}

// child puts together what the placeholder stands for: a name and an age that nobody has. It is sent to the gate, which stops
// it, and is kept nowhere.
func child() string {
	return strings.Join([]string{"学生", "马" + "小" + "例", "，女，", "九", "岁"}, "")
}

// attempt sends a text that the gate must stop, and makes sure that it did and that nothing is left of it.
func (p *Play) attempt(ctx context.Context, step world.Step) error {
	t, post, a, err := p.at(ctx, step)
	if err != nil {
		return err
	}
	f := p.postForm(t, a, post)
	f.Body = strings.ReplaceAll(post.Blocked.Body, world.Child, child())
	_, _, err = p.rooms.Threads.Reply(ctx, a, f)
	var stopped *safeguard.Stopped
	if !errors.As(err, &stopped) || !fault.Is(err, fault.ReasonInvalid) {
		return fmt.Errorf("the gate let a child's name through: %v", err)
	}
	found := " " + strings.Join(stopped.Finding.Rules(), " ") + " "
	for _, rule := range post.Blocked.Rules {
		if !strings.Contains(found, " "+rule+" ") {
			return fmt.Errorf("the gate found %s, not %s", found, rule)
		}
	}
	return nil
}

func (p *Play) hold(ctx context.Context, step world.Step) error {
	err := p.reply(ctx, step, func(f *thread.PostForm) {
		t, _ := p.w.Thread(step.Thread)
		post, _ := t.Post(step.Post)
		if post.Held.FirstBody != "" {
			f.Body = p.refer(post.Held.FirstBody)
		}
		f.Photo = &thread.Upload{File: picture(), Alt: "走访时拍的照料点门口"}
	})
	if err != nil {
		return err
	}
	return p.expect(ctx, step, thread.Held)
}

// picture is a photo of nothing: bands of the two colours of the house.
func picture() *bytes.Buffer {
	img := image.NewRGBA(image.Rect(0, 0, 640, 420))
	for y := range 420 {
		for x := range 640 {
			c := color.RGBA{0xdc, 0xee, 0xf0, 255}
			if y > 260 {
				c = color.RGBA{0x0b, 0x55, 0x63, 255}
			}
			img.Set(x, y, c)
		}
	}
	var b bytes.Buffer
	_ = jpeg.Encode(&b, img, nil) // writing to memory does not fail
	return &b
}

func (p *Play) giveBack(ctx context.Context, step world.Step) error {
	_, post, _, err := p.at(ctx, step)
	if err != nil {
		return err
	}
	return p.judge(ctx, step, step.Actors[0], thread.Step{Verb: "return", Reason: post.Held.Reason.ZH})
}

func (p *Play) resubmit(ctx context.Context, step world.Step) error {
	_, post, _, err := p.at(ctx, step)
	if err != nil {
		return err
	}
	return p.judge(ctx, step, step.Actors[0], thread.Step{Verb: "resubmit", Body: p.refer(post.Body), DropPhoto: true})
}

func (p *Play) release(ctx context.Context, step world.Step) error {
	if err := p.judge(ctx, step, step.Actors[0], thread.Step{Verb: "release"}); err != nil {
		return err
	}
	return p.expect(ctx, step, thread.Published)
}

func (p *Play) steer(verb string) action {
	return func(ctx context.Context, step world.Step) error {
		a, err := p.actor(ctx, step.Actors[0])
		if err != nil {
			return err
		}
		row, err := p.rooms.Threads.ByID(ctx, a, p.threads[step.Thread], "zh")
		if err != nil {
			return err
		}
		return p.rooms.Threads.Steer(ctx, a, thread.Steering{Thread: row.ID, Verb: verb, Reason: step.Reason.In(string(row.Language)), Version: row.Version})
	}
}

// translate keeps a translation in the state the step brings it to.
func (p *Play) translate(state text.State) action {
	return func(ctx context.Context, step world.Step) error {
		_, post, a, err := p.at(ctx, step)
		if err != nil {
			return err
		}
		for _, tr := range post.Translations {
			if tr.Language != step.Language {
				continue
			}
			form := thread.TranslationForm{Of: policy.Ref{Noun: thread.PostNoun, ID: p.posts[postKey(step.Thread, step.Post)]}, Language: tr.Language,
				State: state, Body: p.refer(tr.Body), TranslatedBy: p.people[tr.Translator]}
			if state == text.Reviewed {
				form.ReviewedBy = p.people[tr.Reviewer]
			}
			return p.rooms.Threads.Translate(ctx, a, form)
		}
		return fmt.Errorf("no translation into %s", step.Language)
	}
}
