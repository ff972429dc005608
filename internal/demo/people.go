package demo

import (
	"context"
	"fmt"
	"strings"

	"sametable/internal/account"
	"sametable/internal/demo/world"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/setup"
)

// start sets the house up: the first named person becomes administrator.
func (p *Play) start(ctx context.Context, step world.Step) error {
	secret, err := p.rooms.Setup.Begin(ctx)
	if err != nil {
		return err
	}
	first, _ := p.w.Person(step.People[0])
	facilitator, _ := p.w.Organisation(step.Organisations[0])
	made, err := p.rooms.Setup.Complete(ctx, secret, setup.Form{Person: joining(first), Facilitator: form(facilitator), Profile: "empty", Funded: true})
	if err != nil {
		return err
	}
	p.people[first.Username] = made.ID
	o, err := p.rooms.Organisations.Find(ctx, policy.SystemActor(), facilitator.Key)
	if err != nil {
		return err
	}
	p.orgs[facilitator.Key] = o.ID
	if err := p.as(ctx, []string{first.Username}, func(_ int, a policy.Actor) error { return p.serve(ctx, a, facilitator.Key) }); err != nil {
		return err
	}
	if err := p.sendInvitations(ctx, first.Username, step.People[1:]); err != nil {
		return err
	}
	return p.activate(ctx, world.Step{People: step.People[1:]})
}

func joining(who *world.Person) account.JoinForm {
	sex := map[string]string{"female": "f", "male": "m"}[who.Sex]
	latin := who.Name.Latin
	if who.Name.Family != "" {
		latin = strings.ToUpper(who.Name.Family) + strings.TrimPrefix(latin, who.Name.Family)
	}
	if latin == who.Name.ZH {
		latin = ""
	}
	if !strings.ContainsFunc(who.Name.ZH, func(r rune) bool { return r > 0x2E80 }) {
		latin = ""
	}
	return account.JoinForm{Username: who.Username, Name: who.Name.ZH, Latin: latin, Password: Password, Language: who.Languages[0], Reads: who.Languages[1:],
		PostZh: who.Post.ZH, PostEn: who.Post.EN, PostSv: who.Post.SV, Sex: sex, MailMode: "never"}
}

// loadDivisions loads the invented provinces.
func (p *Play) loadDivisions(ctx context.Context, step world.Step) error {
	return p.rooms.Register.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
		var regions []organisation.Region
		for _, r := range p.w.Regions {
			regions = append(regions, region(r))
		}
		if err := organisation.LoadRegions(tx, regions); err != nil {
			return err
		}
		return setup.LoadTerms(tx, "qinghai-anhui") // the words of the house are no invention
	})
}

func region(r world.Region) organisation.Region {
	made := organisation.Region{Code: r.Code, Level: "prefecture", Parent: r.Province, Zh: r.Name.ZH, Pinyin: r.Pinyin, En: r.Name.EN, Sv: r.Name.SV,
		Note: "虚构代码，未在GB/T 2260中分配 · fictional code, not assigned in GB/T 2260 · påhittad kod, inte tilldelad i GB/T 2260"}
	if r.IsProvince() {
		made.Level, made.Parent = "province", ""
		made.Zh, made.En, made.Sv = r.FirstMention.ZH, r.FirstMention.EN, r.FirstMention.SV
	}
	if r.Tile != nil {
		made.TileRow, made.TileColumn = r.Tile.Row, r.Tile.Column
	}
	return made
}

// admitDonors drafts the donors; officers accredit them with the first organisations.
func (p *Play) admitDonors(ctx context.Context, step world.Step) error {
	return p.draft(ctx, policy.SystemActor(), step.Organisations)
}

func (p *Play) draft(ctx context.Context, actor policy.Actor, keys []string) error {
	for _, key := range keys {
		if p.orgs[key] != "" {
			continue
		}
		o, _ := p.w.Organisation(key)
		f := form(o)
		if key == "sanquan" { // the officers will ask for the whole of it
			f.Safeguarding = "制度正在整理，另附。"
		}
		made, err := p.rooms.Organisations.Draft(ctx, actor, f)
		if err != nil {
			return fmt.Errorf("draft %s: %w", key, err)
		}
		p.orgs[key] = made.ID
	}
	return nil
}

// invite sends links. Where officers invite the first person of a body, they draft the body first.
func (p *Play) invite(ctx context.Context, step world.Step) error {
	if len(step.Actors) == 1 {
		a, err := p.actor(ctx, step.Actors[0])
		if err != nil {
			return err
		}
		if err := p.draft(ctx, a, step.Organisations); err != nil {
			return err
		}
		return p.sendInvitations(ctx, step.Actors[0], step.People)
	}
	for _, username := range step.People {
		who, _ := p.w.Person(username)
		if err := p.sendInvitations(ctx, p.focalPoint(who.Organisation), []string{username}); err != nil {
			return err
		}
	}
	return nil
}

// focalPoint is the first focal point of an organisation who is there already.
func (p *Play) focalPoint(org string) string {
	for _, who := range p.w.People {
		if who.Organisation == org && who.FocalPoint && p.people[who.Username] != "" {
			return who.Username
		}
	}
	return ""
}

func (p *Play) sendInvitations(ctx context.Context, by string, people []string) error {
	a, err := p.actor(ctx, by)
	if err != nil {
		return err
	}
	for _, username := range people {
		who, _ := p.w.Person(username)
		h, err := p.rooms.Organisations.Invite(ctx, a, account.Invitation{Organisation: p.orgs[who.Organisation], FocalPoint: who.FocalPoint,
			Username: username, Name: who.Name.ZH, Language: who.Languages[0], Checked: true})
		if err != nil {
			return fmt.Errorf("invite %s: %w", username, err)
		}
		p.slips[username] = h.Secret
	}
	return nil
}

// activate lets the invited join.
func (p *Play) activate(ctx context.Context, step world.Step) error {
	for _, username := range step.People {
		who, _ := p.w.Person(username)
		made, err := p.rooms.Organisations.Join(ctx, p.slips[username], organisation.Registration{JoinForm: joining(who)})
		if err != nil {
			return fmt.Errorf("join %s: %w", username, err)
		}
		p.people[username] = made.ID
	}
	return nil
}

// grant grants an office by two.
func (p *Play) grant(ctx context.Context, step world.Step) error {
	for _, username := range step.People {
		proposer, err := p.actor(ctx, step.Actors[0])
		if err != nil {
			return err
		}
		g, err := p.rooms.Accounts.ProposeOffice(ctx, proposer, account.OfficeProposal{Person: p.people[username], Office: step.Office})
		if err != nil {
			return fmt.Errorf("%s as %s: %w", username, step.Office, err)
		}
		second, err := p.actor(ctx, step.Actors[1])
		if err != nil {
			return err
		}
		if _, err := p.rooms.Accounts.DecideOffice(ctx, second, account.OfficeStep{Grant: g.ID, Version: g.Version, Verb: "grant"}); err != nil {
			return fmt.Errorf("%s as %s: %w", username, step.Office, err)
		}
	}
	return nil
}
