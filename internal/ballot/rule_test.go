package ballot_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sametable/internal/ballot"
	"sametable/internal/forum"
	"sametable/internal/policy"
)

func under(t *testing.T, r forum.Rules) ballot.Ballot {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return ballot.Ballot{RulesJSON: string(b), Provinces: "380000 680000"}
}

// table reads who says what, each as "kind voice" with what became of an objection after a stroke, "kind" for whoever is silent and
// "-kind" for whoever is away.
func tableOf(words string) []ballot.Voter {
	var all []ballot.Voter
	for _, one := range strings.Split(words, ", ") {
		kind, voice, _ := strings.Cut(one, " ")
		voice, objection, _ := strings.Cut(voice, "/")
		v := ballot.Voter{Kind: policy.Kind(strings.TrimPrefix(kind, "-")), Present: !strings.HasPrefix(kind, "-"), Voice: ballot.Voice(voice), Objection: objection, Provinces: "680000"}
		if v.Kind == "other_authority" {
			v.Provinces = "380000"
		}
		if v.Voice == ballot.Objects && objection == "" {
			v.Objection = ballot.ObjectionOpen
		}
		all = append(all, v)
	}
	return all
}

func TestTheCharterDecides(t *testing.T) {
	easy := forum.Rules{QuorumShare: "majority"}
	rule := func(name string) forum.Rules {
		r := easy
		r.Decision = name
		return r
	}
	for name, c := range map[string]struct {
		rules forum.Rules
		table string
		want  ballot.Result
	}{
		"majority":                                      {rule("majority_of_organisations"), "ngo yes, ngo yes, company objection", ballot.Carried},
		"majority: half is none":                        {rule("majority_of_organisations"), "ngo yes, ngo yes, company objection, company abstain", ballot.Fallen},
		"majority: silence is no yes":                   {rule("majority_of_organisations"), "ngo yes, ngo yes, company, company", ballot.Fallen},
		"majority: whoever is recused is no part of it": {rule("majority_of_organisations"), "ngo yes, ngo yes, company objection, company recused", ballot.Carried},
		"majority: all recused":                         {rule("majority_of_organisations"), "ngo recused, company recused", ballot.Fallen},
		"majority: whoever is away does not count":      {rule("majority_of_organisations"), "ngo yes, ngo yes, -company objection, company objection", ballot.Carried},
		"groups":                                        {rule("majority_in_every_group"), "ngo yes, ngo objection, ngo yes, company no_objection", ballot.Carried},
		"groups: one against":                           {rule("majority_in_every_group"), "ngo yes, ngo yes, ngo yes, company objection", ballot.Fallen},
		"groups: one divided":                           {rule("majority_in_every_group"), "ngo yes, company yes, company abstain", ballot.Fallen},
		"groups: one recused":                           {rule("majority_in_every_group"), "ngo yes, company recused", ballot.Carried},
		"groups: one away":                              {rule("majority_in_every_group"), "ngo yes, ngo yes, -company", ballot.Carried},
		"no objection":                                  {rule("no_unresolved_objection"), "ngo yes, ngo abstain, company no_objection", ballot.Carried},
		"no objection: open":                            {rule("no_unresolved_objection"), "ngo yes, ngo yes, company objection", ballot.Fallen},
		"no objection: kept":                            {rule("no_unresolved_objection"), "ngo yes, ngo yes, company objection/maintained", ballot.Fallen},
		"no objection: withdrawn":                       {rule("no_unresolved_objection"), "ngo yes, company objection/cleared", ballot.Carried},
		"no objection: passed over":                     {rule("no_unresolved_objection"), "ngo yes, ngo yes, company objection/overridden", ballot.Carried},
		"no objection: nobody wants it":                 {rule("no_unresolved_objection"), "ngo abstain, company abstain", ballot.Fallen},
		"consensus":                                     {rule("consensus_with_reservations"), "ngo yes, company no_objection", ballot.Carried},
		"consensus: a reservation lets pass":            {rule("consensus_with_reservations"), "ngo yes, ngo yes, company objection/maintained", ballot.Carried},
		"consensus: nobody has settled it":              {rule("consensus_with_reservations"), "ngo yes, ngo yes, company objection/answered", ballot.Fallen},
		"consensus: most stand aside":                   {rule("consensus_with_reservations"), "ngo yes, ngo abstain, company abstain", ballot.Fallen},
		"quorum: half is none":                          {rule("majority_of_organisations"), "ngo yes, ngo yes, -company, -company", ballot.Inquorate},
		"quorum: two thirds":                            {forum.Rules{QuorumShare: "two_thirds"}, "ngo yes, ngo yes, -company", ballot.Carried},
		"quorum: less than two thirds":                  {forum.Rules{QuorumShare: "two_thirds"}, "ngo yes, ngo yes, ngo yes, -company, -company", ballot.Inquorate},
		"quorum: groups":                                {forum.Rules{QuorumShare: "majority", QuorumGroups: 2}, "ngo yes, ngo yes, -company", ballot.Inquorate},
		"quorum: a group that is needed":                {forum.Rules{QuorumShare: "majority", QuorumNeeds: []policy.Kind{"company"}}, "ngo yes, ngo yes, -company", ballot.Inquorate},
		"quorum: a province":                            {forum.Rules{QuorumShare: "majority", BothProvinces: true}, "ngo yes, ngo yes, -other_authority", ballot.Inquorate},
		"quorum: both provinces":                        {forum.Rules{QuorumShare: "majority", BothProvinces: true}, "ngo yes, ngo yes, other_authority yes", ballot.Carried},
		"nobody":                                        {easy, "-ngo", ballot.Inquorate},
	} {
		if got := under(t, c.rules).Count(tableOf(c.table)); got.Result != c.want {
			t.Errorf("%s: %s, want %s: %+v", name, got.Result, c.want, got)
		}
	}
}

// The count is that of the record: seven for, one against, one abstained; by group.
func TestTheCountByGroup(t *testing.T) {
	voters := tableOf("ngo yes, -ngo, -ngo, ngo yes, university yes, university yes, company objection, company yes, civil_affairs yes, civil_affairs abstain, other_authority yes")
	got := under(t, forum.Rules{Decision: "majority_of_organisations", QuorumShare: "majority", QuorumGroups: 3}).Count(voters)
	want := []ballot.Group{{Kind: policy.NGO, Seats: 4, Present: 2, Favour: 2}, {Kind: policy.University, Seats: 2, Present: 2, Favour: 2}, {Kind: policy.Company, Seats: 2, Present: 2, Favour: 1, Against: 1},
		{Kind: policy.CivilAffairs, Seats: 2, Present: 2, Favour: 1, Abstained: 1}, {Kind: policy.OtherAuthority, Seats: 1, Present: 1, Favour: 1}}
	if !cmp.Equal(want, got.Groups) || got.Favour != 7 || got.Against != 1 || got.Abstained != 1 || got.Present != 9 || got.Seats != 11 {
		t.Errorf("%s\n%+v", cmp.Diff(want, got.Groups), got)
	}
}

// Whatever the order of the voices, they come to the same; and nobody's yes makes of what was carried what is not.
func TestOrderDoesNotMatterAndYesHelps(t *testing.T) {
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 1))
	kinds, voices := []string{"ngo", "university", "company", "-ngo"}, []string{"", " yes", " no_objection", " objection", " objection/maintained", " objection/cleared", " abstain", " recused"}
	for range 2000 {
		var all []string
		for range 3 + r.IntN(9) {
			all = append(all, kinds[r.IntN(len(kinds))]+voices[r.IntN(len(voices))])
		}
		b := under(t, forum.Rules{Decision: forum.DecisionRules()[r.IntN(4)], QuorumShare: "majority"})
		voters := tableOf(strings.Join(all, ", "))
		before := b.Count(voters)
		r.Shuffle(len(voters), func(i, j int) { voters[i], voters[j] = voters[j], voters[i] })
		if after := b.Count(voters); !cmp.Equal(before, after) {
			t.Fatalf("seed %d: %v: %s", seed, all, cmp.Diff(before, after))
		}
		if before.Result != ballot.Carried {
			continue
		}
		for i := range voters {
			v := voters[i]
			if !v.Present || v.Voice == ballot.Recused { // who comes back changes what a majority is taken of
				continue
			}
			voters[i].Voice, voters[i].Objection = ballot.Yes, ""
			if got := b.Count(voters).Result; got != ballot.Carried {
				t.Fatalf("seed %d: %v: a yes of the %d. made it %s", seed, all, i, got)
			}
			voters[i] = v
		}
	}
}
