package setup

import (
	"cmp"
	"context"
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"sync"

	"github.com/BurntSushi/toml"

	"sametable/internal/charter"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

//go:embed profile
var profiles embed.FS

// Words is a text in three languages.
type Words struct {
	Zh string `toml:"zh"`
	En string `toml:"en"`
	Sv string `toml:"sv"`
}

// In gives the words in a language.
func (w Words) In(language string) string {
	return map[string]string{"zh": w.Zh, "en": w.En, "sv": w.Sv}[language]
}

// Profile is what a house can begin with.
type Profile struct {
	ID            string `toml:"id"`
	Name          Words  `toml:"name"`
	Description   Words  `toml:"description"`
	Files         struct{ Regions, Terms string }
	Organisations []profileOrganisation `toml:"organisation"`
	Forums        []profileForum        `toml:"forum"`
	Funding       struct{ Strip bool }
}

type profileOrganisation struct {
	Key            string `toml:"key"`
	Kind           string `toml:"kind"`
	Name           Words  `toml:"name"`
	NativeName     string `toml:"native_name"`
	NativeLanguage string `toml:"native_language"`
	Region         string `toml:"region"`
	Identifier     struct{ Scheme, Value string }
	Note           Words `toml:"note"`
}

type profileForum struct {
	Key       string              `toml:"key"`
	Name      Words               `toml:"name"`
	Provinces []string            `toml:"provinces"`
	Invited   []string            `toml:"invited"`   // keys of the organisations a seat is meant for
	Observers []string            `toml:"observers"` // keys of those that are to observe
	Seats     map[policy.Kind]int `toml:"seats"`
	Rules     struct {
		NoticeDays        int      `toml:"notice_days"`
		Decision          string   `toml:"decision"`
		RollCall          bool     `toml:"roll_call"`
		AttributedDissent bool     `toml:"attributed_dissent"`
		MinutesApproval   string   `toml:"minutes_approval"`
		MinutesDays       int      `toml:"minutes_writing_working_days"`
		CorrectionDays    int      `toml:"minutes_window_working_days"`
		Authentic         string   `toml:"authentic_language"`
		Required          []string `toml:"required_languages"`
		ConsultationDays  int      `toml:"consultation_days"`
		ReplyMonths       int      `toml:"reply_months"`
		ReplyMonthsMost   int      `toml:"reply_months_at_most"`
		ClockToMembers    bool     `toml:"clock_to_members"`
		Quorum            struct {
			Share         string        `toml:"share"`
			GroupsAtLeast int           `toml:"groups_at_least"`
			Required      []policy.Kind `toml:"required_groups"`
			BothProvinces bool          `toml:"both_provinces"`
		} `toml:"quorum"`
		Access struct{ Thread policy.Class } `toml:"access"`
	} `toml:"rules"`
}

// Profiles reads the profiles that lie in the program. They are tested, so one that cannot be read is left out here.
func Profiles() map[string]Profile {
	all := map[string]Profile{}
	folders, _ := fs.ReadDir(profiles, "profile")
	for _, f := range folders {
		if p, err := readProfile(f.Name()); err == nil {
			all[p.ID] = p
		}
	}
	return all
}

// known are the profiles, read once.
var known = sync.OnceValue(Profiles)

// Invited gives the organisations for which the house's profile means a seat in a forum, or that are to observe it, and which are still
// to be accredited: by name and kind alone. Who may read the members' area of the forum sees them, and who accredits or runs the house; to everybody else they
// are nobody's yet.
func (s *Setup) Invited(ctx context.Context, viewer policy.Actor, f forum.Forum) ([]organisation.Organisation, error) {
	h := s.house.Load()
	sees := viewer.Has(policy.AccreditationOfficer) || viewer.Has(policy.Administrator) || policy.May(policy.ReadMembersArea, viewer.RolesIn(f.ID, s.r.Now()))
	if h == nil || !sees && !viewer.System {
		return nil, nil
	}
	for _, planned := range known()[h.Profile].Forums {
		if planned.Key == f.Key {
			return s.organisations.ToAccredit(ctx, slices.Concat(planned.Invited, planned.Observers))
		}
	}
	return nil, nil
}

func readProfile(id string) (Profile, error) {
	var p Profile
	_, err := toml.DecodeFS(profiles, path.Join("profile", id, "profile.toml"), &p)
	return p, err
}

// loadProfile makes what the profile lists and is not there yet: it can be cut off and go on.
func (s *Setup) loadProfile(ctx context.Context, h House) error {
	p, err := readProfile(h.Profile)
	if err != nil {
		return fmt.Errorf("profile %s: %w", h.Profile, err)
	}
	if err := s.loadTables(ctx, p); err != nil {
		return err
	}
	for _, o := range p.Organisations {
		if err := s.loadOrganisation(ctx, o); err != nil {
			return fmt.Errorf("profile %s: organisation %s: %w", p.ID, o.Key, err)
		}
	}
	for _, f := range p.Forums {
		if err := s.loadForum(ctx, p, f); err != nil {
			return fmt.Errorf("profile %s: forum %s: %w", p.ID, f.Key, err)
		}
	}
	return s.r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
		h.Loaded = true
		tx.Permit(policy.Allow(Noun, h.ID, "load"))
		if err := tx.Save(&h); err != nil {
			return err
		}
		s.house.Store(&h)
		tx.Enter(register.Note{Noun: Noun, ID: h.ID, Verb: "house.profile_loaded", Facts: map[string]any{"profile": p.ID,
			"organisations": len(p.Organisations), "forums": len(p.Forums)}, Access: policy.Access{Class: policy.Public}})
		return nil
	})
}

func (s *Setup) loadOrganisation(ctx context.Context, o profileOrganisation) error {
	_, err := s.organisations.Find(ctx, policy.SystemActor(), o.Key)
	if !fault.Is(err, fault.ReasonNotFound) {
		return err // it is there, or cannot be looked for
	}
	if o.Kind == string(policy.Facilitator) {
		return nil // named on the set-up page itself
	}
	form := organisation.Form{Key: o.Key, Kind: o.Kind, NameZh: o.Name.Zh, NameEn: o.Name.En, NameSv: o.Name.Sv, NameNative: o.NativeName,
		NativeLanguage: o.NativeLanguage, Region: o.Region, Scheme: o.Identifier.Scheme, Identifier: o.Identifier.Value, IdentifierNote: o.Note.In(o.NativeLanguage)}
	_, err = s.organisations.Draft(ctx, policy.SystemActor(), form)
	return err
}

func (s *Setup) loadForum(ctx context.Context, p Profile, f profileForum) error {
	_, err := s.forums.Find(ctx, f.Key)
	if !fault.Is(err, fault.ReasonNotFound) {
		return err
	}
	region := ""
	if len(f.Provinces) == 1 {
		region = f.Provinces[0]
	}
	rules := f.rules()
	_, err = s.forums.Found(ctx, policy.SystemActor(), forum.FoundingForm{Key: f.Key, NameZh: f.Name.Zh, NameEn: f.Name.En, NameSv: f.Name.Sv,
		Region: region, Language: f.Rules.Authentic, Rules: rules})
	if err != nil {
		return err
	}
	texts := map[string]string{}
	for _, language := range []string{"zh", "en", "sv"} {
		text, err := fs.ReadFile(profiles, path.Join("profile", p.ID, "charter."+f.Key+"."+language+".md"))
		if err != nil {
			return err
		}
		texts[language] = string(text)
	}
	return s.charters.Edit(ctx, policy.SystemActor(), f.Key, charter.Form{Zh: texts["zh"], En: texts["en"], Sv: texts["sv"], Rules: rules})
}

func (f profileForum) rules() forum.Rules {
	r := forum.DefaultRules()
	r.NoticeDays, r.Decision, r.RollCall, r.AttributedDissent = f.Rules.NoticeDays, f.Rules.Decision, f.Rules.RollCall, f.Rules.AttributedDissent
	r.MinutesApproval, r.Languages, r.ConsultationDays = f.Rules.MinutesApproval, f.Rules.Required, f.Rules.ConsultationDays
	r.ReplyMonths, r.ReplyMonthsMost, r.ClockToMembers, r.Seats = f.Rules.ReplyMonths, f.Rules.ReplyMonthsMost, f.Rules.ClockToMembers, f.Seats
	r.MinutesDays, r.CorrectionDays = cmp.Or(f.Rules.MinutesDays, r.MinutesDays), cmp.Or(f.Rules.CorrectionDays, r.CorrectionDays)
	q := f.Rules.Quorum
	r.QuorumShare, r.QuorumGroups, r.QuorumNeeds, r.BothProvinces = q.Share, q.GroupsAtLeast, q.Required, q.BothProvinces
	if f.Rules.Access.Thread != "" {
		r.Threads = f.Rules.Access.Thread
	}
	return r
}

// loadTables loads divisions and term base.
func (s *Setup) loadTables(ctx context.Context, p Profile) error {
	regions, err := rows(p, p.Files.Regions)
	if err != nil {
		return err
	}
	terms, err := rows(p, p.Files.Terms)
	if err != nil {
		return err
	}
	return s.r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
		var all []organisation.Region
		for _, row := range regions {
			tileRow, _ := strconv.Atoi(row["tile_row"]) // empty: no place in the diagram
			tileColumn, _ := strconv.Atoi(row["tile_column"])
			all = append(all, organisation.Region{Code: row["code"], Level: row["level"], Parent: row["parent"], Zh: row["zh"], Pinyin: row["pinyin"],
				En: row["en"], Sv: row["sv"], ValidFrom: row["valid_from"], ValidTo: row["valid_to"], Note: row["note"],
				TileRow: tileRow, TileColumn: tileColumn})
		}
		if err := organisation.LoadRegions(tx, all); err != nil {
			return err
		}
		return loadTerms(tx, terms)
	})
}

// LoadTerms loads the term base of a profile alone: the demo speaks the house's words without its organisations.
func LoadTerms(tx *register.Tx, profile string) error {
	p := Profiles()[profile]
	terms, err := rows(p, p.Files.Terms)
	if err != nil {
		return err
	}
	return loadTerms(tx, terms)
}

func loadTerms(tx *register.Tx, rows []map[string]string) error {
	var there int64
	if err := tx.Model(&Term{}).Count(&there).Error; err != nil || there > 0 || len(rows) == 0 {
		return err
	}
	var terms []Term
	for _, row := range rows {
		terms = append(terms, Term{ID: row["id"], Zh: row["zh"], En: row["en"], Sv: row["sv"], Domain: row["domain"], Note: row["note"]})
	}
	tx.Permit(policy.Allow("terms", "terms", "load"))
	for batch := range slices.Chunk(terms, 100) {
		if err := tx.Add(&batch); err != nil {
			return store.Found(err)
		}
	}
	tx.Enter(register.Note{Noun: "terms", ID: "terms", Verb: "terms.loaded", Facts: map[string]any{"terms": len(terms)}, Access: policy.Access{Class: policy.Public}})
	return nil
}

// rows reads a table of the profile by its head line.
func rows(p Profile, name string) ([]map[string]string, error) {
	if name == "" {
		return nil, nil
	}
	file, err := profiles.Open(path.Join("profile", p.ID, name))
	if err != nil {
		return nil, err
	}
	lines, err := csv.NewReader(file).ReadAll()
	if err = errors.Join(err, file.Close()); err != nil || len(lines) == 0 {
		return nil, err
	}
	var all []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		all = append(all, row)
	}
	return all, nil
}
