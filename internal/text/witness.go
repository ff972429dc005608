package text

import (
	"context"
	"fmt"

	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

const witnessBatch = 500

// Witness holds the texts as readers get them now against the register: every version and translation, and which version is
// the current one.
func Witness(r *register.Register) register.Witness {
	w := newWitness(r)
	return func(ctx context.Context, entries []register.Entry, erased register.Erasures) error {
		if len(entries) == 0 {
			return w.look(ctx, erased)
		}
		if entries[0].Seq == 1 {
			w = newWitness(r)
		}
		for _, e := range entries {
			if err := w.hear(e); err != nil {
				return err
			}
		}
		return nil
	}
}

// witness keeps what the register says until all of it was heard.
type witness struct {
	r            *register.Register
	versions     map[string]*said
	current      map[policy.Ref]newest
	translations map[tongue]*said
	first        *register.Break
}

func newWitness(r *register.Register) *witness {
	return &witness{r: r, versions: map[string]*said{}, current: map[policy.Ref]newest{}, translations: map[tongue]*said{}}
}

// said is what the register says of a version or translation.
type said struct {
	seq  int64 // of the first entry that names it
	of   policy.Ref
	hash string // empty: no entry has named the content
	seal string // the newest; empty: none
	seen bool   // it lies in the database
}

type newest struct {
	seq     int64
	version string
}

type tongue struct {
	of       policy.Ref
	language string
}

// hear takes an entry in.
func (w *witness) hear(e register.Entry) error {
	for id, seal := range e.Attested(register.FactVersions) {
		w.version(e, id).seal = seal
	}
	for language, seal := range e.Attested(register.FactTranslations) {
		key := tongue{e.Ref(), language}
		if w.translations[key] == nil {
			w.translations[key] = &said{seq: e.Seq, of: e.Ref()}
		}
		w.translations[key].seal = seal
	}
	if e.VersionID == "" {
		return nil
	}
	v := w.version(e, e.VersionID)
	if v.hash == "" {
		v.hash = e.VersionHash
	}
	if v.of != e.Ref() || v.hash != e.VersionHash {
		return &register.Break{Seq: e.Seq, Version: e.VersionID, What: "earlier entries name it for another noun or with another hash"}
	}
	w.current[e.Ref()] = newest{e.Seq, e.VersionID}
	return nil
}

func (w *witness) version(e register.Entry, id string) *said {
	if w.versions[id] == nil {
		w.versions[id] = &said{seq: e.Seq, of: e.Ref()}
	}
	return w.versions[id]
}

// fault keeps the fault of the lowest entry.
func (w *witness) fault(seq int64, version, format string, args ...any) {
	if w.first == nil || seq < w.first.Seq {
		w.first = &register.Break{Seq: seq, Version: version, What: fmt.Sprintf(format, args...)}
	}
}

// look compares what was heard with what lies in the database.
func (w *witness) look(ctx context.Context, erased register.Erasures) error {
	for _, compare := range []func(context.Context, register.Erasures) error{w.lookAtVersions, w.lookAtTexts, w.lookAtTranslations} {
		if err := compare(ctx, erased); err != nil {
			return store.Found(err)
		}
	}
	if w.first != nil {
		return w.first
	}
	return nil
}

func (w *witness) lookAtVersions(ctx context.Context, erased register.Erasures) error {
	for after := ""; ; {
		var some []Version
		err := register.Legible(w.r.Read(ctx).Where("id > ?", after).Order("id").Limit(witnessBatch), &some, func(key []string, why error) *register.Break {
			return &register.Break{Version: key[0], What: fmt.Sprintf("of %s %s: it cannot be read: %v", key[1], key[2], why)}
		}, "id", "noun", "noun_id")
		if err != nil {
			return err
		}
		if len(some) == 0 {
			break
		}
		for _, v := range some {
			after = v.ID
			said, known := w.versions[v.ID]
			if !known {
				w.fault(0, v.ID, "no entry names it")
				continue
			}
			said.seen = true
			if what := said.differs(v, erased); what != "" {
				w.fault(said.seq, v.ID, "of %s %s: %s", said.of.Noun, said.of.ID, what)
			}
		}
	}
	for id, said := range w.versions {
		if !said.seen {
			w.fault(said.seq, id, "of %s %s: it is missing", said.of.Noun, said.of.ID)
		}
	}
	return nil
}

// differs says what of a version is not as the register has it, or nothing.
func (s said) differs(v Version, erased register.Erasures) string {
	switch {
	case v.Record() != s.of:
		return "it lies at another noun"
	case s.hash != "" && v.Hash != s.hash:
		return "its hash is not the one in the register"
	case v.Erased && !erased.Version(v.ID):
		return "it was erased, and no entry says so"
	case v.Erased && v.Title+v.Source+v.HTML+v.Blocks+v.Hits != "":
		return "it was erased, and yet has content"
	case !v.Erased && Digest(v.Language, v.Title, v.Source) != v.Hash:
		return "its content does not fit the hash in the register"
	case !v.Erased && !shows(v):
		return "what readers see is not what its source says"
	case s.seal != "" && v.seal() != s.seal:
		return "it does not fit its seal in the register"
	case s.seal == "" && v.Renderer != markup.Renderer:
		return "it has no seal in the register, and another program rendered it"
	}
	return ""
}

// shows tells whether the HTML and the blocks are those of the source. What another renderer made, its seal holds.
func shows(v Version) bool {
	if v.Renderer != markup.Renderer {
		return true
	}
	html, blocks := render(v.Source)
	return v.HTML == html && v.Blocks == blocks
}

// lookAtTexts checks that readers get the version that the newest entry names.
func (w *witness) lookAtTexts(ctx context.Context, _ register.Erasures) error {
	var texts []struct {
		Text
		Holder string // the noun's id as its current version has it
	}
	err := w.r.Read(ctx).Table("texts").
		Joins("LEFT JOIN text_versions v ON v.id = texts.current AND v.text_id = texts.id AND v.number = texts.number AND v.language = texts.language").
		Select("texts.*, COALESCE(v.noun_id, '') AS holder").Scan(&texts).Error
	seen := map[policy.Ref]bool{}
	for _, t := range texts {
		said, known := w.current[t.Record()]
		switch {
		case seen[t.Record()]:
			w.fault(said.seq, t.Current, "%s %s has a second text", t.Noun, t.NounID)
		case known && said.version != t.Current:
			w.fault(said.seq, said.version, "of %s %s: readers get version %s instead", t.Noun, t.NounID, t.Current)
		case t.Holder != t.NounID:
			w.fault(said.seq, t.Current, "of %s %s: its text does not fit it", t.Noun, t.NounID)
		}
		seen[t.Record()] = true
	}
	for of, said := range w.current {
		if !seen[of] {
			w.fault(said.seq, said.version, "of %s %s: its text is missing", of.Noun, of.ID)
		}
	}
	return err
}

func (w *witness) lookAtTranslations(ctx context.Context, _ register.Erasures) error {
	for after := ""; ; {
		var some []Translation
		err := register.Legible(w.r.Read(ctx).Where("id > ?", after).Order("id").Limit(witnessBatch), &some, func(key []string, why error) *register.Break {
			return &register.Break{What: fmt.Sprintf("the translation of %s %s into %s cannot be read: %v", key[0], key[1], key[2], why)}
		}, "noun", "noun_id", "language")
		if err != nil {
			return err
		}
		if len(some) == 0 {
			break
		}
		for _, t := range some {
			after = t.ID
			said := w.translations[tongue{t.Record(), t.Language}]
			switch {
			case said == nil:
				w.fault(0, "", "no entry names the translation of %s %s into %s", t.Noun, t.NounID, t.Language)
			case t.seal() != said.seal:
				w.fault(said.seq, "", "the translation of %s %s into %s does not fit its seal in the register", t.Noun, t.NounID, t.Language)
			case t.Renderer == markup.Renderer && t.HTML != markup.Render(t.Source).HTML:
				w.fault(said.seq, "", "the translation of %s %s into %s does not show what its source says", t.Noun, t.NounID, t.Language)
			}
			if said != nil {
				said.seen = true
			}
		}
	}
	for key, said := range w.translations {
		if !said.seen {
			w.fault(said.seq, "", "the translation of %s %s into %s is missing", key.of.Noun, key.of.ID, key.language)
		}
	}
	return nil
}
