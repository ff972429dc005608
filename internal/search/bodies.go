package search

import (
	"strings"

	"gorm.io/gorm"

	"sametable/internal/forum"
	"sametable/internal/index"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// organisations are found by name, by what they do, by the services they offer, and by the pinyin of a Chinese name. Who may see one stands on its card.
func organisations(tx *gorm.DB, ids []string) ([]index.Doc, error) {
	var rows []organisation.Organisation
	if err := tx.Where("id IN ?", ids).Order("made_at, id").Find(&rows).Error; err != nil {
		return nil, store.Found(err)
	}
	access, err := accessOf(tx, organisation.Noun, ids)
	if err != nil {
		return nil, err
	}
	runs, err := servicesOf(tx, ids)
	if err != nil {
		return nil, err
	}
	var docs []index.Doc
	for _, o := range rows {
		who, known := access[string(o.ID)]
		if !known {
			continue
		}
		for _, language := range []string{"zh", "en", "sv"} {
			named := map[string]string{"zh": o.NameZh, "en": o.NameEn, "sv": o.NameSv}[language]
			does := map[string]string{"zh": o.ServicesZh, "en": o.ServicesEn, "sv": o.ServicesSv}[language]
			does = strings.TrimSpace(does + runs[string(o.ID)][language])
			if named == "" && does == "" && language != o.NativeLanguage {
				continue
			}
			d := index.Doc{Noun: organisation.Noun, NounID: string(o.ID), Kind: organisation.Noun, Access: who, Language: language,
				VoiceID: o.ID, VoiceKind: o.Kind, State: string(text.Original), At: o.MadeAt, Title: o.Name(language), Body: does}
			if language == "zh" {
				d.Also = sounds(d.Title, o.SortKey)
			}
			docs = append(docs, d)
		}
	}
	return docs, nil
}

// servicesOf gives the words of the services that organisations offer now, by organisation and language.
func servicesOf(tx *gorm.DB, ids []string) (map[string]map[string]string, error) {
	var rows []organisation.Service
	if err := tx.Where("organisation_id IN ? AND ended_on IS NULL", ids).Order("listed_at, id").Find(&rows).Error; err != nil {
		return nil, store.Found(err)
	}
	words := map[string]map[string]string{}
	for _, s := range rows {
		of := string(s.OrganisationID)
		if words[of] == nil {
			words[of] = map[string]string{}
		}
		for language, texts := range map[string][]string{"zh": {s.NameZh, s.AboutZh}, "en": {s.NameEn, s.AboutEn}, "sv": {s.NameSv, s.AboutSv}} {
			for _, text := range texts {
				if text != "" {
					words[of][language] += "\n" + text
				}
			}
		}
	}
	return words, nil
}

// accessOf reads who may see nouns from their cards.
func accessOf(tx *gorm.DB, noun string, ids []string) (map[string]policy.Access, error) {
	var cards []register.Card
	err := tx.Where("noun = ? AND noun_id IN ?", noun, ids).Find(&cards).Error
	access := map[string]policy.Access{}
	for _, c := range cards {
		access[c.NounID] = c.Access
	}
	return access, store.Found(err)
}

// voicesOf brings what was said in an organisation's name into its present stakeholder group. It is a column alone, so it is
// set where it stands. What is found by its name is indexed again.
func voicesOf(tx *gorm.DB, ids []string) ([]policy.Ref, error) {
	kinds, err := groups(tx, ids)
	if err != nil {
		return nil, err
	}
	for id, kind := range kinds {
		err := tx.Model(&index.Doc{}).Where("voice_id = ? AND voice_kind <> ?", id, kind).Update("voice_kind", kind).Error
		if err != nil {
			return nil, store.Found(err)
		}
	}
	return namedIn(tx, ids)
}

// forums are found by name and key.
func forums(tx *gorm.DB, ids []string) ([]index.Doc, error) {
	var rows []forum.Forum
	if err := tx.Where("id IN ?", ids).Order("made_at, id").Find(&rows).Error; err != nil {
		return nil, store.Found(err)
	}
	var docs []index.Doc
	for _, f := range rows {
		for _, language := range []string{"zh", "en", "sv"} {
			d := index.Doc{Noun: forum.Noun, NounID: string(f.ID), Kind: forum.Noun, Language: language, ForumKey: f.Key, At: f.MadeAt,
				Access: policy.Access{Class: policy.Public, Forum: f.ID}, State: string(text.Original), Title: f.Name(language),
				Also: []string{strings.ToLower(f.Key)}}
			if language == "zh" {
				d.Also = append(d.Also, sounds(d.Title, "")...)
			}
			docs = append(docs, d)
		}
	}
	return docs, nil
}

// charters are found by their text; of several of a forum the newest that was not rejected.
func charters(tx *gorm.DB, ids []string) ([]index.Doc, error) {
	var rows []forum.Charter
	err := tx.Where("id IN ? AND text_id <> ''", ids).
		Where("NOT EXISTS (SELECT 1 FROM charters AS n WHERE n.forum_id = charters.forum_id AND n.number > charters.number AND n.state <> 'rejected')").
		Order("made_at, id").Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, store.Found(err)
	}
	keys, err := forumKeys(tx, pick(rows, func(c forum.Charter) string { return string(c.ForumID) }))
	if err != nil {
		return nil, err
	}
	vs, err := versions(tx, pick(rows, func(c forum.Charter) string { return c.VersionID }))
	if err != nil {
		return nil, err
	}
	trs, err := translations(tx, pick(rows, func(c forum.Charter) string { return c.TextID }))
	if err != nil {
		return nil, err
	}
	var docs []index.Doc
	for _, c := range rows {
		like := index.Doc{Noun: forum.CharterNoun, NounID: c.ID, Kind: forum.CharterNoun, ForumKey: keys[c.ForumID], At: c.MadeAt,
			Access: policy.Access{Class: policy.Public, Forum: c.ForumID}}
		if c.AdoptedOn != nil && c.State == forum.CharterAdopted {
			like.At = *c.AdoptedOn
		}
		docs = append(docs, inEach(like, vs[c.VersionID], trs[c.TextID])...)
	}
	return docs, nil
}

// siblingsOf gives all charters of the forums of some: a new one takes the place of the one before.
func siblingsOf(tx *gorm.DB, ids []string) ([]policy.Ref, error) {
	var all []string
	same := tx.Session(&gorm.Session{NewDB: true}).Model(&forum.Charter{}).Select("forum_id").Where("id IN ?", ids)
	err := tx.Model(&forum.Charter{}).Where("forum_id IN (?)", same).Pluck("id", &all).Error
	return refsOf(forum.CharterNoun, all), store.Found(err)
}

func forumKeys(tx *gorm.DB, ids []string) (map[policy.ForumID]string, error) {
	var rows []forum.Forum
	err := tx.Select("id", "key").Where("id IN ?", ids).Find(&rows).Error
	keys := map[policy.ForumID]string{}
	for _, f := range rows {
		keys[f.ID] = f.Key
	}
	return keys, store.Found(err)
}
