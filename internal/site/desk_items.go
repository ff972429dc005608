package site

import (
	"strings"
	"time"

	"sametable/internal/account"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/thread"
	"sametable/web"
)

// draftPlace says what is being written where: the first part of a draft's key, and the id or key after it.
func draftPlace(key string) (where, id string) {
	where, id, _ = strings.Cut(key, ":")
	return where, id
}

// since is a chip that says for how long something waits.
func (v *visit) since(f web.Family, at time.Time) web.Status {
	return web.Status{Family: f, Icon: "clock", Word: v.t.Ago(at, v.now)}
}

// layPosts lays out the statements she may confirm, and her own posts on their way.
func (v *visit) layPosts(d *laid) error {
	ctx := v.Request().Context()
	asked, err := v.s.Threads.ToConfirm(ctx, v.actor, v.code())
	if err != nil {
		return err
	}
	mine, err := v.s.Threads.Mine(ctx, v.actor, v.code())
	if err != nil {
		return err
	}
	ids := make([]string, 0, len(asked)+len(mine))
	for _, row := range append(asked, mine...) {
		ids = append(ids, row.ID)
	}
	cards, err := v.cards(ids)
	if err != nil {
		return err
	}
	item := func(row thread.PostRow, task, path string, s web.Status) web.DeskItem {
		i := web.DeskItem{Task: task, Ref: cards[row.ID].Reference, Href: web.Link(v.t, path), Status: []web.Status{s}, Words: v.modExcerpt(row),
			In: lang.Code(row.Language).Tag()}
		if cards[row.ID].NounID != "" {
			i.Title, i.Lang = v.cardTitle(cards[row.ID])
		}
		return i
	}
	for _, row := range asked {
		if task, path := v.toConfirm(row); task != "" {
			d.needs = append(d.needs, item(row, task, path, v.since(web.Needs, row.SentAt)))
		}
	}
	for _, row := range mine {
		switch row.State {
		case thread.Returned:
			d.needs = append(d.needs, item(row, v.t.Say("desk.returned"), "/p/"+row.ID+"/resubmit", v.since(web.Needs, row.SentAt)))
		case thread.Held:
			d.waits = append(d.waits, item(row, v.t.Say("desk.held"), "/p/"+row.ID, v.since(web.Waiting, row.SentAt)))
		case thread.Confirming:
			task := v.t.Say("desk.confirming")
			if row.Letter != "" && row.EnteredBy == v.actor.Person {
				task = v.t.Say("desk.letter_checking")
			}
			d.waits = append(d.waits, item(row, task, "/p/"+row.ID, v.since(web.Waiting, row.SentAt)))
		}
	}
	return nil
}

// toConfirm says what a statement asks of the viewer: to confirm it as a colleague, to attach its letter as the secretary, or to
// check it as the chair. Moderators find letters in their queue.
func (v *visit) toConfirm(row thread.PostRow) (task, path string) {
	judged, roles := v.postJudgement(thread.Thread{}, row), v.actor.RolesIn(row.Forum, v.now)
	switch {
	case row.Letter != "":
		if judged["guard.post.checker"].OK && policy.May(policy.CheckLetter, roles) && !v.actor.Has(policy.Moderator) {
			return v.t.Say("desk.check_letter"), "/p/" + row.ID
		}
	case judged["guard.post.letter_asked"].OK && policy.May(policy.EnterLetter, roles):
		return v.t.Say("desk.attach_letter"), "/p/" + row.ID + "/letter"
	case judged["guard.post.focal_point"].OK && judged["guard.post.colleague"].OK:
		return v.t.Say("desk.confirm_statement"), "/p/" + row.ID
	}
	return "", ""
}

// layMandates lays out the mandates she is to accept, and those she is to confirm.
func (v *visit) layMandates(d *laid) error {
	rows, err := v.s.Forums.Waiting(v.Request().Context(), v.actor)
	if err != nil {
		return err
	}
	for _, m := range rows {
		task, path := v.t.Say("desk.confirm_mandate"), mandatesAt(m.ForumKey, m.OrgKey)
		if m.State == forum.Proposed {
			task, path = v.t.Say("desk.accept_mandate"), "/mandate/"+string(m.ID)+"/accept"
		}
		org, tag := v.called(m.OrgZh, m.OrgEn, m.OrgSv)
		who, _ := v.postName(m.PersonName, m.Latin)
		d.needs = append(d.needs, web.DeskItem{Task: task, Ref: m.ForumKey, Title: org, Lang: tag, Href: web.Link(v.t, path),
			Status: []web.Status{{Family: web.Needs, Word: v.t.Of("capacity", string(m.Capacity))}}, Meta: []string{who}})
	}
	return nil
}

// layOrganisations lays out what the forum asks of her organisations, for their focal points, and what they wait for.
func (v *visit) layOrganisations(d *laid) error {
	for _, m := range v.actor.Memberships {
		o := v.orgs[m.Organisation]
		org := v.orgOf(o)
		item := web.DeskItem{Title: org.Name, Lang: org.Lang, Href: web.Link(v.t, "/o/"+o.Key+"/application"), Status: []web.Status{v.orgStatus(o)}}
		soon := o.State == organisation.Accredited && o.AccreditedUntil != nil && v.now.After(o.AccreditedUntil.AddDate(0, 0, -60))
		switch {
		case o.State == organisation.Submitted || o.State == organisation.InReview:
			item.Task = v.t.Say("desk.accreditation_waits")
			d.waits = append(d.waits, item)
			continue
		case !m.FocalPoint:
			continue
		case o.State == organisation.Draft:
			item.Task = v.t.Say("desk.complete_application")
		case o.State == organisation.InfoRequested:
			item.Task = v.t.Say("desk.info_requested")
		case o.State == organisation.Expired:
			item.Task = v.t.Say("desk.renew")
		case soon:
			item.Task = v.t.Say("desk.renew")
			item.Status = append(item.Status, web.Status{Family: web.Needs, Icon: "clock", Word: v.t.Remaining(o.AccreditedUntil.Add(-time.Second), v.now)})
		default:
			continue
		}
		d.needs = append(d.needs, item)
	}
	return nil
}

// layAccreditation lays out what waits for accreditation officers, and what they wait for from each other.
func (v *visit) layAccreditation(d *laid) error {
	if !v.actor.Has(policy.AccreditationOfficer) && !v.actor.Has(policy.Administrator) {
		return nil
	}
	queue, err := v.s.Organisations.Queue(v.Request().Context(), v.actor)
	if err != nil {
		return err
	}
	for _, o := range queue {
		org := v.orgOf(o)
		item := web.DeskItem{Task: v.organisationAsks(o), Title: org.Name, Lang: org.Lang, Href: web.Link(v.t, "/o/"+o.Key+"/application")}
		if _, own := v.actor.Member(o.ID); own {
			continue
		}
		if o.ProposedVerb != "" && o.ProposedBy == v.actor.Person {
			item.Task, item.Status = v.t.Say("desk.second_officer"), []web.Status{v.since(web.Waiting, o.StateSince)}
			d.waits = append(d.waits, item)
			continue
		}
		item.Status = []web.Status{v.since(web.Needs, o.StateSince)}
		d.needs = append(d.needs, item)
	}
	return nil
}

// layOffices lays out the steps to an office that wait for a second person.
func (v *visit) layOffices(d *laid) error {
	if !v.confirmsOffices() {
		return nil
	}
	grants, people, err := v.grants()
	if err != nil {
		return err
	}
	for _, g := range grants {
		if g.State != account.Proposed && g.State != account.RevocationProposed && g.State != account.Suspended {
			continue
		}
		p := people[g.PersonID]
		item := web.DeskItem{Task: v.t.Of("desk.office", g.State), Title: p.Called(v.code()), Lang: v.nameLang(p.Called(v.code())),
			Href: web.Link(v.t, "/admin") + "#" + string(g.ID), Meta: []string{v.t.Of("office", string(g.Office))}}
		switch {
		case g.PersonID == v.actor.Person:
		case g.OpenedBy == v.actor.Person:
			item.Status = []web.Status{v.since(web.Waiting, g.ProposedAt)}
			d.waits = append(d.waits, item)
		case v.mayDecide(g, grants, people):
			item.Status = []web.Status{v.since(web.Needs, g.ProposedAt)}
			d.needs = append(d.needs, item)
		}
	}
	return nil
}

// layQueue tells a moderator how much waits for moderators; the queue itself shows what.
func (v *visit) layQueue(d *laid) error {
	if !v.actor.Has(policy.Moderator) {
		return nil
	}
	rows, err := v.waitingForModerators()
	if err != nil {
		return err
	}
	for risk := riskChild; risk < riskNone; risk++ {
		n, oldest := 0, time.Time{}
		for _, row := range rows {
			if modRisk(row) != risk || v.modOwn(row) != "" {
				continue
			}
			if n == 0 {
				oldest = row.SentAt
			}
			n++
		}
		if n == 0 {
			continue
		}
		status := v.modRiskStatus(risk)
		d.needs = append(d.needs, web.DeskItem{Task: v.t.Count("desk.moderate", n), Href: web.Link(v.t, "/mod"), Status: []web.Status{status},
			Meta: []string{v.t.Ago(oldest, v.now)}})
	}
	return nil
}
