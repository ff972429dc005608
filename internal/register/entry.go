package register

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sort"
	"time"

	"sametable/internal/clock"
	"sametable/internal/policy"
)

// Note is what a use case says of a change; Enter makes an entry of it.
type Note struct {
	Noun, ID string
	Verb     string // noun.past, e.g. "post.published"
	From, To string // states, empty where the noun has none
	For      policy.OrganisationID
	Mandate  policy.MandateID
	Version  string            // id of the text version the act names
	Hash     string            // its hash
	Facts    map[string]any    // ids, numbers and codes; never personal data
	Values   map[string]string // what may have to be erased: names, reasons
	Tell     Tell
	Access   policy.Access
}

// Tell says whom the change concerns; the notices follow from it. The actor herself is never told.
type Tell struct {
	Persons      []policy.PersonID       `json:"persons,omitempty"`
	Moderators   bool                    `json:"moderators,omitempty"`
	Office       policy.Office           `json:"office,omitempty"`
	FocalPoints  []policy.OrganisationID `json:"focal_points,omitempty"`
	Organisation []policy.OrganisationID `json:"organisation,omitempty"` // everybody of it
	Followers    []policy.Ref            `json:"followers,omitempty"`    // whoever follows one of these
	Secretaries  policy.ForumID          `json:"secretaries,omitempty"`
}

// Entry is one line of the register. It is never changed. What may have to be erased lies beside it, see EntryValue.
type Entry struct {
	Seq         int64 `gorm:"primaryKey;autoIncrement:false"`
	Act         string
	At          time.Time
	Noun        string
	NounID      string
	Verb        string
	ActorID     policy.PersonID
	ActorFor    policy.OrganisationID
	MandateID   policy.MandateID
	FromState   string
	ToState     string
	VersionID   string
	VersionHash string
	Facts       string
	Commitments string
	Tell        string
	policy.Access
	Prev string
	Hash string
}

// TableName is the table's.
func (Entry) TableName() string { return "entries" }

// Record says that the register alone writes it; triggers keep it from being changed.
func (Entry) Record() policy.Ref { return own() }

// EntryValue is an erasable value of an entry. The entry holds SHA-256(salt NUL name NUL text); erasing empties salt and text.
type EntryValue struct {
	Seq    int64  `gorm:"primaryKey;autoIncrement:false"`
	Name   string `gorm:"primaryKey"`
	Salt   string
	Text   string
	Erased bool
}

// Record says that the register alone writes it.
func (EntryValue) Record() policy.Ref { return own() }

// Ref is the noun an entry is about.
func (e Entry) Ref() policy.Ref { return policy.Ref{Noun: e.Noun, ID: e.NounID} }

// Fact reads one fact as text; numbers come without a fraction.
func (e Entry) Fact(name string) string {
	facts := map[string]any{}
	if json.Unmarshal([]byte(e.Facts), &facts) != nil {
		return ""
	}
	switch v := facts[name].(type) {
	case string:
		return v
	case float64:
		return fmt.Sprintf("%.0f", v)
	case bool:
		return fmt.Sprint(v)
	}
	return ""
}

// Audience reads whom the entry concerns.
func (e Entry) Audience() Tell {
	var t Tell
	_ = json.Unmarshal([]byte(e.Tell), &t) // written by Enter; an unreadable one tells nobody
	return t
}

// instant is how times are spelt wherever they are hashed.
const instant = "2006-01-02T15:04:05.000000Z"

// Canonical is the text an entry's hash is made of: one JSON object, names sorted, no white space, UTF-8, no HTML escapes,
// times in RFC 3339 UTC with microseconds. docs/register.md describes it for verifiers outside.
func (e Entry) Canonical() []byte {
	raw := func(s string) any { return json.RawMessage(s) }
	fields := map[string]any{
		"seq": e.Seq, "act": e.Act, "at": e.At.UTC().Format(instant), "noun": e.Noun, "noun_id": e.NounID,
		"verb": e.Verb, "actor": e.ActorID, "for": e.ActorFor, "mandate": e.MandateID, "from": e.FromState, "to": e.ToState,
		"version": e.VersionID, "version_hash": e.VersionHash, "facts": raw(e.Facts), "commitments": raw(e.Commitments),
		"tell": raw(e.Tell), "access": e.Class, "forum": e.Forum, "organisation": e.Organisation, "person": e.Person, "prev": e.Prev,
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(fields); err != nil {
		return nil // a field that is no JSON any more was tampered with: no hash fits nil
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// Digest is the hash of the canonical text, in hex.
func (e Entry) Digest() string {
	sum := sha256.Sum256(e.Canonical())
	return hex.EncodeToString(sum[:])
}

// commitment hides a value behind a salt.
func commitment(salt, name, text string) string {
	sum := sha256.Sum256([]byte(salt + "\x00" + name + "\x00" + text))
	return hex.EncodeToString(sum[:])
}

// commit makes the erasable rows and the commitments the entry holds.
func commit(values map[string]string) ([]EntryValue, map[string]string) {
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	sort.Strings(names)
	rows := make([]EntryValue, 0, len(names))
	commitments := map[string]string{}
	for _, name := range names {
		salt := clock.NewSecret()
		rows = append(rows, EntryValue{Name: name, Salt: salt, Text: values[name]})
		commitments[name] = commitment(salt, name, values[name])
	}
	return rows, commitments
}
