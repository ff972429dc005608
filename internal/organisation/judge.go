package organisation

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// Months of an accreditation, and days before its end from which a renewal can be filed.
const (
	accreditedMonths = 24
	renewalDays      = 60
)

// Missing lists what an application still needs; the first one is named by the guard.
func (o Organisation) Missing() []fault.Message {
	var missing []fault.Message
	for _, m := range []struct {
		id   string
		here bool
	}{
		{"organisation.missing.native_name", o.NameNative != ""},
		{"organisation.missing.name", o.NameZh != "" || o.NameEn != "" || o.NameSv != ""},
		{"organisation.missing.identifier", o.Identifier != "" || o.Scheme == NoScheme},
		{"organisation.missing.evidence", o.Evidence != ""},
		{"organisation.missing.safeguarding", !o.WorksWithChildren || o.Safeguarding != ""},
	} {
		if !m.here {
			missing = append(missing, fault.Message{ID: m.id})
		}
	}
	return missing
}

// complete is the guard with the first thing that is missing.
func (o Organisation) complete() workflow.Check {
	missing := o.Missing()
	if len(missing) == 0 {
		return workflow.Pass()
	}
	return workflow.If(false, fault.Args{"Missing": missing[0]})
}

// renewable tells whether the end of the accreditation is near enough to file a renewal, and none is filed.
func (o Organisation) renewable(now time.Time) bool {
	return o.AccreditedUntil != nil && !o.RenewalFiled && !now.Before(o.AccreditedUntil.AddDate(0, 0, -renewalDays))
}

// duplicated tells whether another living body has the same identifier, the same registered name, or in any language a name this one
// has: readers know a body by the name in their own. Drafts do not count: nobody keeps a place by beginning a form.
func duplicated(db *gorm.DB, o Organisation) (bool, error) {
	var n int64
	q := db.Model(&Organisation{}).Where("id <> ? AND state NOT IN ?", o.ID, []string{Draft, Declined, Closed})
	named := o.spellings()
	err := q.Where("(identifier <> '' AND scheme = ? AND identifier = ?) OR (name_key <> '' AND name_key = ?) OR LOWER(name_zh) IN ? OR LOWER(name_en) IN ? "+
		"OR LOWER(name_sv) IN ? OR LOWER(name_native) IN ? OR name_sv IN ?", o.Scheme, o.Identifier, o.NameKey, named, named, named, named, named).
		Count(&n).Error
	return n > 0, store.Found(err)
}

// spellings are the names of the body as they are compared in a database: one of the engines lowers no letters but a to z.
func (o Organisation) spellings() []string {
	var all []string
	for _, name := range []string{o.NameZh, o.NameEn, o.NameSv, o.NameNative} {
		if name != "" {
			all = append(all, name, strings.ToLower(name))
		}
	}
	return all
}

// judge finds out about every guard for a verb. The second person is judged by who proposed this very verb.
func judge(db *gorm.DB, actor policy.Actor, o Organisation, now time.Time) (workflow.Judgement, error) {
	double, err := duplicated(db, o)
	if err != nil {
		return nil, err
	}
	_, own := actor.Member(o.ID)
	return workflow.Judgement{
		guardMember:           workflow.Whose(actor.FocalPointOf(o.ID) || actor.System),
		guardOwn:              workflow.Whose(!own),
		guardComplete:         o.complete(),
		guardIdentifier:       workflow.If(o.identified(), nil),
		guardDuplicate:        workflow.If(!double, nil),
		guardDue:              workflow.If(o.renewable(now), fault.Args{"Days": renewalDays}),
		guardFiled:            workflow.If(o.RenewalFiled, nil),
		workflow.SecondPerson: workflow.If(false, nil),
	}, nil
}

// seconds is the judgement on the second person for one verb: somebody else has proposed it.
func (o Organisation) seconds(actor policy.Actor, verb string) workflow.Check {
	return workflow.If(o.ProposedVerb == verb && o.ProposedBy != "" && o.ProposedBy != actor.Person && actor.Person != "", nil)
}

// roles are the actor's before this organisation.
func (o Organisation) roles(actor policy.Actor) []policy.Role {
	roles := actor.OfficeRoles()
	if actor.FocalPointOf(o.ID) {
		roles = append(roles, policy.RoleFocalPoint)
	}
	return roles
}

// judged gives an organisation the viewer may see, with the judgement of every guard.
func (s *Organisations) judged(ctx context.Context, viewer policy.Actor, id policy.OrganisationID) (Organisation, workflow.Judgement, error) {
	var o Organisation
	db := s.r.Read(ctx)
	if err := db.Scopes(visible(viewer)).Where("organisations.id = ?", id).Take(&o).Error; err != nil {
		return o, nil, store.Found(err)
	}
	j, err := judge(db, viewer, o, s.r.Now())
	return o, j, err
}

// May tells why a step is not the viewer's to take now, as Step would. That it takes a second person is no reason, unless the viewer
// was the first.
func (s *Organisations) May(ctx context.Context, viewer policy.Actor, id policy.OrganisationID, verb string) error {
	o, judged, err := s.judged(ctx, viewer, id)
	if err != nil {
		return err
	}
	_, err = Machine().Step(o.State, verb, o.roles(viewer), judged)
	if workflow.OnlySecond(err) && (o.ProposedVerb != verb || o.ProposedBy != viewer.Person) {
		return nil
	}
	return err
}

// Possible lists what the viewer can do with an organisation, or why she cannot yet; nothing for a stranger.
func (s *Organisations) Possible(ctx context.Context, viewer policy.Actor, id policy.OrganisationID) ([]workflow.Option, error) {
	o, judged, err := s.judged(ctx, viewer, id)
	if err != nil {
		return nil, err
	}
	options := Machine().Possible(o.State, o.roles(viewer), judged)
	for i, option := range options {
		if option.NeedsOnlySecond() && o.seconds(viewer, option.Verb).OK {
			options[i].Blocked = nil
		}
	}
	return options, nil
}

// termFrom is the end of an accreditation that begins on the day of t: the beginning of that day two years on, in Beijing.
func termFrom(t time.Time) *time.Time {
	place := lang.Beijing.Location()
	y, m, d := t.In(place).Date()
	until := time.Date(y, m+accreditedMonths, d, 0, 0, 0, 0, place).UTC()
	return &until
}
