package demo

import (
	"context"
	"strings"

	"sametable/internal/charter"
	"sametable/internal/demo/world"
	"sametable/internal/forum"
	"sametable/internal/policy"
)

// secondModerator is who opens a consultation that the first one asked for, and reviews what she translated.
const secondModerator = "linlihua"

// found makes a forum with its draft charter and submits that for review.
func (p *Play) found(ctx context.Context, step world.Step) error {
	f, _ := p.w.Forum(step.Forum)
	return p.as(ctx, step.Actors, func(_ int, a policy.Actor) error {
		region := ""
		if len(f.Provinces) == 1 {
			region = f.Provinces[0]
		}
		rules := p.rules(f)
		if _, err := p.rooms.Forums.Found(ctx, a, forum.FoundingForm{Key: f.Key, NameZh: f.Name.ZH, NameEn: f.Name.EN, NameSv: f.Name.SV,
			Region: region, Language: f.Rules.AuthenticLanguage, Rules: rules}); err != nil {
			return err
		}
		form := charter.Form{Zh: p.w.Drafted(f, "zh"), En: p.w.Drafted(f, "en"), Sv: p.w.Drafted(f, "sv"), Rules: rules}
		if err := p.rooms.Charters.Edit(ctx, a, f.Key, form); err != nil {
			return err
		}
		return p.stepCharter(ctx, step.Actors[0], charter.Step{Verb: "submit"}, f.Key)
	})
}

// stepCharter takes the charter of a forum one step on.
func (p *Play) stepCharter(ctx context.Context, username string, step charter.Step, key string) error {
	c, err := p.rooms.Forums.Charter(ctx, key, "zh")
	if err != nil {
		return err
	}
	a, err := p.actor(ctx, username)
	if err != nil {
		return err
	}
	step.Charter, step.Version = c.Charter.ID, c.Charter.Version
	_, err = p.rooms.Charters.Take(ctx, a, step)
	return err
}

// reviewCharter lets the second moderator read the translations against the original.
func (p *Play) reviewCharter(ctx context.Context, username, key string) error {
	return p.stepCharter(ctx, username, charter.Step{Verb: "review_translation", Languages: []string{"en", "sv"}}, key)
}

// consultCharter opens the consultation: a second person does.
func (p *Play) consultCharter(ctx context.Context, step world.Step) error {
	if err := p.reviewCharter(ctx, secondModerator, step.Forum); err != nil {
		return err
	}
	return p.stepCharter(ctx, secondModerator, charter.Step{Verb: "consult", Until: day(step.Until)}, step.Forum)
}

// commentCharter files what an organisation says on a draft.
func (p *Play) commentCharter(ctx context.Context, step world.Step) error {
	said := p.w.Charters.Comment[step.Number]
	c, err := p.rooms.Forums.Charter(ctx, step.Forum, "zh")
	if err != nil {
		return err
	}
	f, _ := p.w.Forum(step.Forum)
	place, block := "", p.w.BlockOf(f, said.Quote)
	switch {
	case block > 0:
		place = charter.BlockPlace(block)
	case said.Rule != "":
		place = charter.RulePlace(said.Rule)
	}
	return p.as(ctx, step.Actors, func(_ int, a policy.Actor) error {
		_, err := p.rooms.Charters.Comment(ctx, a, charter.Said{Charter: c.Charter.ID, Place: place, Quote: said.Quote, Words: said.Words, Language: "zh", Version: c.Charter.Version})
		return err
	})
}

// answerCharter says what became of each comment, changes the text for it and has its translations reviewed.
func (p *Play) answerCharter(ctx context.Context, step world.Step) error {
	f, _ := p.w.Forum(step.Forum)
	a, err := p.actor(ctx, step.Actors[0])
	if err != nil {
		return err
	}
	c, err := p.rooms.Forums.Charter(ctx, step.Forum, "zh")
	if err != nil {
		return err
	}
	page, err := p.rooms.Charters.Read(ctx, a, c)
	if err != nil {
		return err
	}
	for _, row := range page.Comments {
		for _, said := range p.w.Charters.Comment {
			if said.Forum != step.Forum || said.Words != row.Words {
				continue
			}
			if _, err := p.rooms.Charters.Answer(ctx, a, charter.Answering{Comment: row.ID, Fate: said.Fate, Answer: said.Answer, Language: "zh", Version: row.Version}); err != nil {
				return err
			}
		}
	}
	form := charter.Form{Zh: f.Charter.Text.ZH, En: f.Charter.Text.EN, Sv: f.Charter.Text.SV, Rules: c.Charter.Rules(), Version: c.Charter.Version}
	if err := p.rooms.Charters.Edit(ctx, a, step.Forum, form); err != nil {
		return err
	}
	return p.reviewCharter(ctx, step.Actors[1], step.Forum)
}

// adopt is what the founding meeting decides on its charter: it is put to the vote, those who are there agree, and the chair announces it.
func (p *Play) adopt(ctx context.Context, step world.Step) error {
	step.Meeting, step.Number = p.w.Chartering(step.Forum)
	w, _ := p.w.Meeting(step.Meeting)
	f, _ := p.w.Forum(step.Forum)
	step.Actors = []string{secretaryOf(f)}
	return p.agree(ctx, step, w)
}

func secretaryOf(f *world.Forum) string {
	for _, o := range f.Officers {
		if o.Role == "secretary" {
			return o.Person
		}
	}
	return ""
}

// changeCharter has an editorial change proposed by the one and announced by the other.
func (p *Play) changeCharter(ctx context.Context, step world.Step) error {
	f, _ := p.w.Forum(step.Forum)
	c, err := p.rooms.Forums.Charter(ctx, step.Forum, "zh")
	if err != nil {
		return err
	}
	a, err := p.actor(ctx, step.Actors[0])
	if err != nil {
		return err
	}
	e := f.EditorialChange
	anew := func(language string) string {
		return strings.Replace(c.Sources[language], e.Before.In(language), e.After.In(language), 1)
	}
	x, err := p.rooms.Charters.ProposeChange(ctx, a, charter.Proposing{Charter: c.Charter.ID, Reason: "写明三种征求意见期限，不改变由谁决定。", Language: "zh",
		Form: charter.Form{Zh: anew("zh"), En: anew("en"), Sv: anew("sv"), Rules: c.Charter.Rules(), Version: c.Charter.Version}})
	if err != nil {
		return err
	}
	if a, err = p.actor(ctx, step.Actors[1]); err != nil {
		return err
	}
	_, err = p.rooms.Charters.TakeChange(ctx, a, charter.ChangeStep{Change: x.ID, Verb: "announce", Version: x.Version})
	return err
}

// enforceChange lets time put it in force; its translations are reviewed.
func (p *Play) enforceChange(ctx context.Context, step world.Step) error {
	if err := p.rooms.Charters.Sweep(ctx, p.clock.Now()); err != nil {
		return err
	}
	return p.reviewCharter(ctx, secondModerator, step.Forum)
}
