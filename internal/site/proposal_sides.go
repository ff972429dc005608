package site

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/web"
)

// beforeColleague shows what a colleague has written beside what was typed, in every field of the form that differs. Sending again
// replaces it, knowingly.
func (v *visit) beforeColleague(typed drafting.Typed, bad *fault.Fault, view *web.ProposalWriteView) error {
	var stale *drafting.Stale
	if bad == nil || !errors.As(bad.Cause, &stale) {
		return nil
	}
	view.Version = stale.Theirs.Version
	theirs, err := v.sheetFields(stale.Theirs)
	if err != nil {
		return err
	}
	bodies, err := v.bodyNames(stale.Theirs.ForumID)
	if err != nil {
		return err
	}
	tag := lang.Code(stale.Theirs.Language).Tag()
	yours := &web.Side{Title: v.t.Say("post.yours"), Meta: v.t.Say("post.yours_meta"), Lang: tag}
	other := &web.Side{Title: v.t.Say("proposal.theirs"), Meta: v.t.Ago(stale.Theirs.SavedAt, v.now), Lang: tag}
	for _, f := range theirs {
		mine, there := v.typedField(typed, f.name, bodies)
		if !there || strings.TrimSpace(mine) == strings.TrimSpace(f.words) {
			continue
		}
		yours.Text += f.label + "\n" + cmp.Or(mine, "–") + "\n\n"
		other.Text += f.label + "\n" + cmp.Or(f.words, "–") + "\n\n"
	}
	view.Yours, view.Theirs = yours, other
	return nil
}

// sheetField is a field of a sheet as it is read.
type sheetField struct{ name, label, words string }

// sheetFields are all fields of a sheet, in the order of the form.
func (v *visit) sheetFields(sh drafting.Sheet) ([]sheetField, error) {
	t, c := v.t, sh.Content()
	bodies, err := v.bodyNames(sh.ForumID)
	if err != nil {
		return nil, err
	}
	known, err := v.s.Proposals.RestsOn(v.Request().Context(), sh)
	if err != nil {
		return nil, err
	}
	var numbers []string
	for _, d := range known {
		numbers = append(numbers, d.Number)
	}
	list := []sheetField{{"title", t.Say("proposal.title"), c.Title}, {"outcome", t.Say("proposal.outcome_label"), t.Of("proposal.outcome", string(sh.Outcome))}}
	for i, value := range []string{c.Grant.Name, c.Grant.Who, c.Grant.Where, c.Grant.Obstacle, c.Grant.Before, c.Grant.After} {
		name := drafting.GrantFields()[i]
		list = append(list, sheetField{name, t.Of("proposal.field", name), value})
	}
	list = append(list, sheetField{"situation", t.Of("proposal.step", "situation"), c.Situation}, sheetField{"analysis", t.Of("proposal.step", "analysis"), c.Analysis})
	measures := append(c.Measures, make([]string, max(0, drafting.MostMeasures-len(c.Measures)))...)
	for i, m := range measures {
		list = append(list, sheetField{drafting.MeasureField(i + 1), t.Say("proposal.measure", fault.Args{"N": strconv.Itoa(i + 1)}), m})
	}
	list = append(list, sheetField{"answers", t.Say("synopsis.name"), v.answersSaid(c.Answers)})
	level := ""
	if sh.Level != "" {
		level = t.Of("proposal.level_of", string(sh.Level))
	}
	return append(list, sheetField{"level", t.Say("proposal.level"), level}, sheetField{"addressed", t.Say("proposal.bodies"), namesOf(strings.Fields(sh.Addressed), bodies)},
		sheetField{"documents", t.Say("proposal.documents"), strings.Join(numbers, "\n")}), nil
}

// typedField is what was typed or chosen in a field, in the same words; there tells whether the form had it.
func (v *visit) typedField(typed drafting.Typed, name string, bodies map[string]string) (words string, there bool) {
	values := typed[name]
	if len(values) == 0 {
		return "", false
	}
	switch {
	case name == "outcome" && slices.Contains(drafting.Outcomes(), drafting.Outcome(values[0])):
		return v.t.Of("proposal.outcome", values[0]), true
	case name == "level" && slices.Contains(drafting.Levels(), drafting.Level(values[0])):
		return v.t.Of("proposal.level_of", values[0]), true
	case name == "answers":
		return v.answersSaid(drafting.TypedAnswers(typed)), true
	case name == "addressed":
		return namesOf(values, bodies), true
	}
	return values[0], true
}

// bodyNames are what the bodies are called that a proposal in a forum can ask to act, by id.
func (v *visit) bodyNames(id policy.ForumID) (map[string]string, error) {
	all, err := v.s.Proposals.Addressable(v.Request().Context(), id)
	names := map[string]string{}
	for _, o := range all {
		names[string(o.ID)] = orgIn(o, v.code()).Name
	}
	return names, err
}

// namesOf lists the bodies that are known among some ids, a line each.
func namesOf(ids []string, bodies map[string]string) string {
	var names []string
	for _, id := range ids {
		if bodies[id] != "" {
			names = append(names, bodies[id])
		}
	}
	slices.Sort(names)
	return strings.Join(names, "\n")
}
