package organisation

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// Draft registers a body that wants to sit at the table, for its focal point to complete. Accreditation officers and the first
// start may; whoever was invited to bring a new body does it as she joins. Others get NotFound.
func (s *Organisations) Draft(ctx context.Context, actor policy.Actor, form Form) (Organisation, error) {
	var o Organisation
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		if !actor.System && !policy.May(policy.RegisterAnyOrg, actor.OfficeRoles()) {
			return fault.NotFound()
		}
		var err error
		o, err = s.draft(tx, form)
		return err
	})
	return o, err
}

// draft makes the body in an act whose actor was judged.
func (s *Organisations) draft(tx *register.Tx, form Form) (Organisation, error) {
	o, err := s.begin(tx, form)
	if err != nil {
		return o, err
	}
	tx.Permit(policy.Allow(Noun, string(o.ID), "draft"))
	if err := tx.Add(&o); err != nil {
		return o, keyTaken(err)
	}
	tx.Put(o.card())
	tx.Enter(o.note("organisation.drafted", ""))
	return o, nil
}

// begin reads the form of a new body.
func (s *Organisations) begin(tx *register.Tx, form Form) (Organisation, error) {
	var f fault.Fields
	o := Organisation{ID: policy.OrganisationID(clock.NewID()), State: Machine().First, StateSince: tx.Now(), MadeAt: tx.Now()}
	o.Key = s.chosenKey(&f, form.Key)
	s.read(&f, form, &o)
	if err := f.Err(); err != nil {
		return o, err
	}
	if o.Key == "" {
		n, err := tx.Next("organisation")
		if err != nil {
			return o, err
		}
		o.Key = fmt.Sprintf("org-%d", n)
	}
	return o, nil
}

// numberedKey is the shape of the keys the forum gives by itself.
var numberedKey = regexp.MustCompile(`^org-\d+$`)

// chosenKey reads a key in lower case. Those that name a page, and those the forum gives by itself, are nobody's.
func (s *Organisations) chosenKey(f *fault.Fields, raw string) string {
	key := strings.ToLower(input.Key(f, "key", raw, 32, false))
	if numberedKey.MatchString(key) || slices.Contains([]string{"new", "queue", "regions"}, key) {
		f.Add("key", "organisation.key_taken", nil)
		return ""
	}
	s.look(f, "key", key, false)
	return key
}

func keyTaken(err error) error {
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fault.Invalid(fault.Says("key", "organisation.key_taken", nil))
	}
	return err
}

// FoundFacilitator makes the facilitator's organisation at the very first start, in an open act of the system. Nobody is there yet
// who could accredit it, so it is accredited at once and without end, and the register says that it was founded.
func (s *Organisations) FoundFacilitator(tx *register.Tx, form Form) (Organisation, error) {
	if !tx.Actor.System {
		return Organisation{}, fault.NotFound()
	}
	var there int64
	if err := tx.Model(&Organisation{}).Where("kind = ?", policy.Facilitator).Count(&there).Error; err != nil {
		return Organisation{}, err
	}
	if there > 0 {
		return Organisation{}, fault.Conflict("organisation.founded_already", nil)
	}
	if err := s.CheckFacilitator(form); err != nil {
		return Organisation{}, err
	}
	o, err := s.begin(tx, form)
	if err != nil {
		return o, err
	}
	now := tx.Now()
	o.State, o.AccreditedAt = Accredited, &now
	tx.Permit(policy.Allow(Noun, string(o.ID), "found"))
	if err := tx.Add(&o); err != nil {
		return o, keyTaken(err)
	}
	tx.Put(o.card())
	tx.Enter(o.note("organisation.founded", ""))
	return o, nil
}

// CheckFacilitator tells at once all that is wrong with the form of the facilitator's organisation, and makes nothing.
func (s *Organisations) CheckFacilitator(form Form) error {
	var f fault.Fields
	var o Organisation
	o.Key = s.chosenKey(&f, form.Key)
	s.read(&f, form, &o)
	if o.Kind != policy.Facilitator {
		f.Add("kind", "organisation.not_facilitator", nil)
	}
	named := func(field string) bool {
		return slices.ContainsFunc(f, func(one fault.Field) bool { return one.Name == field })
	}
	if o.NameNative == "" && !named("name_native") {
		f.Add("name_native", "input.required", nil)
	}
	if !o.identified() && !named("scheme") && !named("identifier") && !named("identifier_note") {
		f.Add("identifier", "input.required", nil)
	}
	return f.Err()
}
