// Package world holds the demo world as data: its divisions, organisations, people, forums with their charters, threads and the
// order in which they are played. It exists so that the stories can be read, proofread and translated as texts, apart from the
// program that plays them through the use cases. Everything in it is invented, every figure marked ◇ too, and no child is ever
// described, not even an invented one: the one place where a scene needs such a text holds a placeholder.
package world

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

//go:embed *.toml threads/*.toml charters/*.md
var files embed.FS

// World is everything the demo starts from.
type World struct {
	RegionNote    Text           // stands on the record of every invented division
	Regions       []Region       // provinces before their prefectures
	Organisations []Organisation // in the order of the seating plan
	People        []Person
	Forums        []Forum  // HD, JH, LH
	Threads       []Thread // T01 to T10
	Proposals     []Proposal
	Statements    []Statement
	Charters      Charters
	Documents     []Document
	Commitments   []Commitment
	Handlings     []Handling
	Partnerships  []Partnership
	Meetings      []Meeting
	Minutes       []Minutes
	StartsAt      time.Time
	Steps         []Step // in the order they are played
}

// Text is one wording in the three languages of the platform. Which of them is authentic is said where it matters.
type Text struct {
	ZH string `toml:"zh"`
	EN string `toml:"en"`
	SV string `toml:"sv"`
}

// In returns the wording in a language ("zh", "en", "sv"), and an empty string for any other.
func (t Text) In(language string) string {
	switch language {
	case "zh":
		return t.ZH
	case "en":
		return t.EN
	case "sv":
		return t.SV
	}
	return ""
}

// Languages lists the languages of the world in the order pages show them.
func Languages() []string { return []string{"zh", "en", "sv"} }

// Load reads the embedded files and checks them against each other. Its errors are for whoever edits the files: a key that no
// struct knows, a reference that leads nowhere, an instant out of order, a rule of the demo that is broken.
func Load() (*World, error) {
	w := &World{}
	if err := w.read(); err != nil {
		return nil, err
	}
	if err := w.check(); err != nil {
		return nil, err
	}
	return w, nil
}

func (w *World) read() error {
	var regions struct {
		Note   Text     `toml:"note"`
		Region []Region `toml:"region"`
	}
	var organisations struct {
		Organisation []Organisation `toml:"organisation"`
	}
	var people struct {
		Person []Person `toml:"person"`
	}
	var forums struct {
		Forum []Forum `toml:"forum"`
	}
	var documents struct {
		Document []Document `toml:"document"`
	}
	var commitments struct {
		Commitment []Commitment `toml:"commitment"`
	}
	var play struct {
		StartsAt time.Time `toml:"starts_at"`
		Step     []Step    `toml:"step"`
	}
	err := errors.Join(
		decode("regions.toml", &regions),
		decode("organisations.toml", &organisations),
		decode("people.toml", &people),
		decode("forums.toml", &forums),
		decode("documents.toml", &documents), decode("commitments.toml", &commitments),
		decode("play.toml", &play),
	)
	if err != nil {
		return err
	}
	w.RegionNote, w.Regions = regions.Note, regions.Region
	w.Organisations, w.People, w.Forums = organisations.Organisation, people.Person, forums.Forum
	w.Commitments = commitments.Commitment
	w.Documents, w.StartsAt, w.Steps = documents.Document, play.StartsAt, play.Step
	return errors.Join(w.readMeetings(), w.readThreads(), w.readCharters(), decode("charters.toml", &w.Charters), w.readProposals(), w.readStatements(), w.readHandlings())
}

func (w *World) readProposals() error {
	var all struct {
		Proposal []Proposal `toml:"proposal"`
	}
	err := decode("proposals.toml", &all)
	w.Proposals = all.Proposal
	return err
}

func (w *World) readMeetings() error {
	var all struct {
		Meeting []Meeting `toml:"meeting"`
	}
	var records struct {
		Minutes []Minutes `toml:"minutes"`
	}
	err := errors.Join(decode("meetings.toml", &all), decode("minutes.toml", &records))
	w.Meetings, w.Minutes = all.Meeting, records.Minutes
	return err
}

func (w *World) readHandlings() error {
	var handlings struct {
		Handling []Handling `toml:"handling"`
	}
	var partnerships struct {
		Partnership []Partnership `toml:"partnership"`
	}
	err := errors.Join(decode("handlings.toml", &handlings), decode("partnerships.toml", &partnerships))
	w.Handlings, w.Partnerships = handlings.Handling, partnerships.Partnership
	return err
}

func (w *World) readThreads() error {
	names, err := fs.Glob(files, "threads/*.toml")
	if err != nil {
		return err
	}
	for _, name := range names {
		var t Thread
		if err := decode(name, &t); err != nil {
			return err
		}
		w.Threads = append(w.Threads, t)
	}
	return nil
}

func (w *World) readCharters() error {
	for i := range w.Forums {
		f := &w.Forums[i]
		for _, language := range Languages() {
			raw, err := files.ReadFile("charters/" + f.Key + "." + language + ".md")
			if err != nil {
				return err
			}
			f.Charter.Text.set(language, strings.TrimSpace(string(raw)))
		}
	}
	return nil
}

func (t *Text) set(language, wording string) {
	switch language {
	case "zh":
		t.ZH = wording
	case "en":
		t.EN = wording
	case "sv":
		t.SV = wording
	}
}

// decode refuses a key that no struct knows: a misspelt key would otherwise be lost without a word.
func decode(name string, into any) error {
	meta, err := toml.DecodeFS(files, name, into)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return fmt.Errorf("%s: unknown keys %v", name, unknown)
	}
	return nil
}
