package erasing

import (
	"context"
	"slices"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Waiting is what a first moderator wants erased and no second one has judged.
type Waiting struct {
	Erasure
	Of   policy.Ref // the record it is part of, whose card says what it is called
	Path string
}

// Erasures gives what waits for a second moderator, the longest waiting first; nothing to who is no moderator. What was written anew since
// waits for nobody: the first has not read it.
func (s *Erasings) Erasures(ctx context.Context, viewer policy.Actor) ([]Waiting, error) {
	if !policy.May(policy.EraseText, viewer.OfficeRoles()) {
		return nil, nil
	}
	var rows []Erasure
	if err := s.r.Read(ctx).Order("id").Limit(100).Find(&rows).Error; err != nil {
		return nil, store.Found(err)
	}
	ids := map[string][]string{}
	for _, e := range rows {
		ids[e.Noun] = append(ids[e.Noun], e.NounID)
	}
	standing := map[policy.Ref]text.Erasable{}
	for noun, of := range ids {
		load := loaders()[noun]
		if load == nil {
			continue
		}
		found, err := load(s.r.Read(ctx), viewer, s.r.Now(), of)
		if err != nil {
			return nil, store.Found(err)
		}
		for _, x := range found {
			standing[x.Ref] = x
		}
	}
	var all []Waiting
	for _, e := range rows {
		if x, there := standing[e.Ref()]; there && x.Mark == e.VersionID && !x.Gone {
			all = append(all, Waiting{e, x.Of, x.Path})
		}
	}
	return all, nil
}

// Page is what can be erased as a moderator reads it.
type Page struct {
	text.Erasable
	Reading text.Reading // of a text version, for the reader
	Own     bool         // the viewer belongs to those whose words they are
	Waiting *Erasure     // what a first moderator has asked for
}

// Find gives one thing that can be erased. To who is no moderator, and once it is gone, it does not exist.
func (s *Erasings) Find(ctx context.Context, viewer policy.Actor, ref policy.Ref, reader string) (p Page, err error) {
	load := loaders()[ref.Noun]
	if !policy.May(policy.EraseText, viewer.OfficeRoles()) || load == nil {
		return p, fault.NotFound()
	}
	all, err := load(s.r.Read(ctx), viewer, s.r.Now(), []string{ref.ID})
	if err != nil {
		return p, store.Found(err)
	}
	if len(all) == 0 || all[0].Gone {
		return p, fault.NotFound()
	}
	p.Erasable, p.Own = all[0], own(viewer, all[0])
	if p.Version != "" {
		if p.Reading, err = s.reading(ctx, p.Erasable, reader); err != nil {
			return p, err
		}
	}
	p.Waiting, err = s.Of(ctx, viewer, p.Erasable.Ref, p.Mark)
	return p, err
}

func (s *Erasings) reading(ctx context.Context, e text.Erasable, reader string) (text.Reading, error) {
	var v text.Version
	if err := s.r.Read(ctx).Where("id = ?", e.Version).Take(&v).Error; err != nil {
		return text.Reading{}, store.Found(err)
	}
	var trs []text.Translation
	err := s.r.Read(ctx).Where("text_id = ? AND language = ?", v.TextID, reader).Limit(1).Find(&trs).Error
	return text.Read(v, &append(trs, text.Translation{})[0], reader), store.Found(err)
}

// Of is what a first moderator wants erased of one thing as it stands; nil where nobody does, or the viewer is no moderator.
func (s *Erasings) Of(ctx context.Context, viewer policy.Actor, ref policy.Ref, mark string) (*Erasure, error) {
	if !policy.May(policy.EraseText, viewer.OfficeRoles()) {
		return nil, nil
	}
	var waiting []Erasure
	err := s.r.Read(ctx).Where("noun = ? AND noun_id = ?", ref.Noun, ref.ID).Order("id").Find(&waiting).Error
	waiting = slices.DeleteFunc(waiting, func(e Erasure) bool { return e.VersionID != mark })
	if len(waiting) == 0 {
		return nil, store.Found(err)
	}
	return &waiting[0], store.Found(err)
}

// Some gives those of some things, by their noun, that can still be erased, with what a first moderator has asked for: a page of many needs
// as many queries as a page of one.
func (s *Erasings) Some(ctx context.Context, viewer policy.Actor, noun string, ids ...string) (map[string]Page, error) {
	load := loaders()[noun]
	if !policy.May(policy.EraseText, viewer.OfficeRoles()) || load == nil || len(ids) == 0 {
		return nil, nil
	}
	found, err := load(s.r.Read(ctx), viewer, s.r.Now(), ids)
	if err != nil {
		return nil, store.Found(err)
	}
	var waiting []Erasure
	if err := s.r.Read(ctx).Where("noun = ? AND noun_id IN ?", noun, ids).Order("id").Find(&waiting).Error; err != nil {
		return nil, store.Found(err)
	}
	all := map[string]Page{}
	for _, x := range found {
		if x.Gone {
			continue
		}
		p := Page{Erasable: x, Own: own(viewer, x)}
		for i, e := range waiting {
			if e.NounID == x.Ref.ID && e.VersionID == x.Mark && p.Waiting == nil {
				p.Waiting = &waiting[i]
			}
		}
		all[x.Ref.ID] = p
	}
	return all, nil
}
