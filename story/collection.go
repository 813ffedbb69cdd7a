package story

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"dateline/record"
)

// Collection puts items together again, as they come, change and go.
type Collection struct {
	rewrites   ordered[record.Rewrite]
	actors     ordered[record.Identity]
	who        ordered[[][2]string]
	utterances ordered[record.Utterance]
	events     ordered[record.Happening]
	meetings   ordered[record.Gathering]
	dates      ordered[record.DatedThrough]
	stories    ordered[record.Story]
}

// Put puts an item by its place, with its value as JSON, where the one of its
// kind and id was; without a value it takes that away.
func (c *Collection) Put(kind, id, place string, value []byte) error {
	switch kind {
	case ItemRewrite:
		return c.rewrites.put(id, place, value)
	case ItemActor:
		return c.actors.put(id, place, value)
	case ItemWho:
		return c.who.put(id, place, value)
	case ItemUtterance:
		return c.utterances.put(id, place, value)
	case ItemEvent:
		return c.events.put(id, place, value)
	case ItemMeeting:
		return c.meetings.put(id, place, value)
	case ItemDate:
		return c.dates.put(id, place, value)
	case ItemStory:
		return c.stories.put(id, place, value)
	}
	return fmt.Errorf("no kind of relation: %q", kind)
}

// Relations returns what is there. It shares lists with the collection, which
// never changes one.
func (c *Collection) Relations() (record.Relations, error) {
	out := record.Relations{
		Rewrites: c.rewrites.list(), Actors: c.actors.list(), Utterances: c.utterances.list(), Events: c.events.list(),
		Meetings: c.meetings.list(), Dates: c.dates.list(), Stories: c.stories.list(),
	}
	at := make(map[string]int, len(out.Actors))
	for i := range out.Actors {
		at[out.Actors[i].ID] = i
	}
	for _, x := range c.who.order {
		for _, w := range x.value {
			i, ok := at[w[1]]
			if !ok {
				return out, fmt.Errorf("report %s names an actor that is not there: %s", x.id, w[1])
			}
			out.Actors[i].Members = append(out.Actors[i].Members, record.Member{Report: x.id, Actor: w[0]})
		}
	}
	return out, nil
}

// ordered is the items of one kind, in the order of their places. The zero value
// is ready.
type ordered[T any] struct {
	order []*inPlace[T]
	of    map[string]*inPlace[T]
}

type inPlace[T any] struct {
	id, place string
	value     T
}

func compareInPlace[T any](a, b *inPlace[T]) int {
	return cmp.Or(strings.Compare(a.place, b.place), strings.Compare(a.id, b.id))
}

func (s *ordered[T]) put(id, place string, value []byte) error {
	if old := s.of[id]; old != nil {
		i, _ := slices.BinarySearchFunc(s.order, old, compareInPlace)
		s.order = slices.Delete(s.order, i, i+1)
		delete(s.of, id)
	}
	if value == nil {
		return nil
	}
	x := &inPlace[T]{id: id, place: place}
	if err := json.Unmarshal(value, &x.value); err != nil {
		return err
	}
	if s.of == nil {
		s.of = map[string]*inPlace[T]{}
	}
	s.of[id] = x
	i, _ := slices.BinarySearchFunc(s.order, x, compareInPlace)
	s.order = slices.Insert(s.order, i, x)
	return nil
}

func (s *ordered[T]) list() []T {
	out := make([]T, len(s.order))
	for i, x := range s.order {
		out[i] = x.value
	}
	return out
}
