package link

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dateline/internal/store"
	"dateline/internal/story"
)

// Teller names in the store what tells stories: a number that goes up when the same events may be told otherwise.
const Teller = "story-1"

// StoryTally is what telling stories did.
type StoryTally struct {
	Articles int // looked at
	Founded  int // stories begun
	Joined   int // episodes that joined a story
	Bridged  int // stories that became part of another
}

// Bounds on what is looked at for one episode.
const (
	placedGroup = 2000 // memberships in one transaction
	perTie      = 32   // episodes that have a tie, the newest
	storiesNear = 8    // stories compared
)

// Tell puts events into stories: those that were linked since it was last done. Like Link it keeps what it did group by group.
func (l *Linker) Tell(ctx context.Context, tell func(StoryTally)) (StoryTally, error) {
	var t StoryTally
	for more := true; more; {
		if err := ctx.Err(); err != nil {
			return t, err
		}
		before := t
		if err := l.store.Link(ctx, func(tx *store.Linking) error { return tellGroup(tx, &t, &more) }); err != nil {
			return before, err
		}
		if tell != nil {
			tell(t)
		}
	}
	return t, nil
}

func tellGroup(tx *store.Linking, t *StoryTally, more *bool) error {
	articles, last := tx.Placed(tx.ToldTo(), placedGroup)
	for _, key := range articles {
		if err := tellArticle(tx, key, t); err != nil {
			return err
		}
	}
	if *more = last > 0; *more {
		tx.PassStories(last, Teller)
	}
	return tx.Err()
}

func tellArticle(tx *store.Linking, key int64, t *StoryTally) error {
	article := tx.Article(key)
	var scenes []story.Scene
	for _, s := range tx.Scenes(key) {
		r, err := s.Report()
		if err != nil {
			return err
		}
		scenes = append(scenes, story.Scene{Report: r, Event: s.Event, Story: s.Story, Sentence: s.Sentence})
	}
	t.Articles++
	words := topics(article.Title, article.Text)
	for _, e := range story.Cut(scenes) {
		n := newNarrator(tx, &article, e, words)
		n.place(t)
	}
	return tx.Err()
}

// topics are the words that an article uses most.
func topics(title, body string) []story.Topic {
	var out []story.Topic
	for _, h := range Topic(title, body) {
		out = append(out, story.Topic{Stem: h, Common: commonStems[h]})
	}
	return out
}

// commonList is words that news of war and diplomacy uses whatever it is of.
//
//go:embed data/common.txt
var commonList string

var commonStems = func() map[uint32]bool {
	m := map[uint32]bool{}
	for _, w := range strings.Fields(commonList) {
		m[hash(stem(w))] = true
	}
	return m
}()

// narrator finds the story of one episode.
type narrator struct {
	tx      *store.Linking
	article *store.Sketched
	episode story.Episode
	ties    []story.Tie
	day     int64
	near    map[int64]*nearStory
	spread  map[uint64]map[int64]bool // of each tie: the stories that have it
	places  bool                      // the episode names a town
	copies  map[int64]bool            // of the article
}

// nearStory is a story that has something in common with the episode: what, by episode.
type nearStory struct {
	key      int64
	episodes map[int64]*nearEpisode
	gap      int
}

type nearEpisode struct {
	store.Tied
	ties []story.Tie
}

func newNarrator(tx *store.Linking, article *store.Sketched, e story.Episode, words []story.Topic) *narrator {
	n := &narrator{tx: tx, article: article, episode: e, ties: story.Ties(e, words), near: map[int64]*nearStory{}, spread: map[uint64]map[int64]bool{},
		day: e.Day(), copies: tx.CopiesOf(article.Key)}
	for _, t := range n.ties {
		n.places = n.places || t.Kind == story.Where
		n.spread[t.Hash] = map[int64]bool{}
		for _, b := range n.tieBlocks(t, 1) {
			for _, tied := range tx.Tied(b, perTie) {
				n.meet(t, tied)
			}
		}
	}
	return n
}

// month is the unit of time that ties are filed under, in days.
const month = 28

// tieBlocks are the keys a tie is filed under or, with those of the months beside, looked for.
func (n *narrator) tieBlocks(t story.Tie, beside int64) (out []int64) {
	if n.day == 0 {
		return []int64{int64(t.Hash >> 24)}
	}
	for m := n.day/month - beside; m <= n.day/month+beside; m++ {
		out = append(out, (m+1)<<40|int64(t.Hash>>24))
	}
	return out
}

func (n *narrator) meet(t story.Tie, tied store.Tied) {
	n.spread[t.Hash][tied.Story] = true
	gap := max(n.day-tied.Day, tied.Day-n.day)
	if n.day != 0 && tied.Day != 0 && gap > story.Far {
		return
	}
	s := n.story(tied.Story)
	e := s.episodes[tied.Episode]
	if e == nil {
		e = &nearEpisode{Tied: tied}
		s.episodes[tied.Episode] = e
	}
	if n.day != 0 && tied.Day != 0 {
		s.gap = min(s.gap, int(gap))
	}
	e.ties = append(e.ties, t)
}

func (n *narrator) story(key int64) *nearStory {
	s := n.near[key]
	if s == nil {
		s = &nearStory{key: key, episodes: map[int64]*nearEpisode{}, gap: story.Far}
		n.near[key] = s
	}
	return s
}

// candidate is a story with how well the episode fits it.
type candidate struct {
	key      int64
	evidence story.Evidence
	odds     float64
}

// candidates are the stories that the episode may belong to, the likeliest first.
func (n *narrator) candidates() []candidate {
	for _, s := range n.episode { // a story is near too because it has an event of the episode
		if s.Story != 0 {
			n.story(s.Story)
		}
	}
	var out []candidate
	for _, key := range slices.Sorted(maps.Keys(n.near)) {
		e := n.evidence(n.near[key])
		out = append(out, candidate{key, e, e.Odds()})
	}
	slices.SortStableFunc(out, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.odds, a.odds), cmp.Compare(a.key, b.key)) })
	return out[:min(len(out), storiesNear)]
}

// evidence holds the episode against the nearest episode of a story.
func (n *narrator) evidence(s *nearStory) story.Evidence {
	others := func(t story.Tie) int {
		have := n.spread[t.Hash]
		if have[s.key] {
			return len(have) - 1
		}
		return len(have)
	}
	out := story.Evidence{Shared: map[story.Kind]float64{}, Total: story.Total(n.ties, others), Gap: s.gap, Size: n.size(), Episodes: len(s.episodes)}
	best, placed := 0.0, false
	for _, key := range slices.Sorted(maps.Keys(s.episodes)) {
		e := s.episodes[key]
		if e.Article == n.article.Key {
			continue
		}
		shared, sum := map[story.Kind]float64{}, 0.0
		for _, t := range e.ties {
			w := t.Weight(others(t))
			shared[t.Kind] += w
			sum += w
			placed = placed || t.Kind == story.Where
		}
		out.Copied = out.Copied || n.copies[e.Article]
		if sum > best {
			best, out.Shared = sum, shared
		}
	}
	out.Events, out.Echoes = n.known(s.key)
	out.Elsewhere = n.places && !placed
	return out
}

// size is how many events the episode has.
func (n *narrator) size() int {
	seen := map[int64]bool{}
	for _, s := range n.episode {
		seen[s.Event] = true
	}
	return len(seen)
}

// known counts the episode's events that are in a story already: told as news and as background.
func (n *narrator) known(key int64) (news, echoes int) {
	seen := map[int64]bool{}
	for _, s := range n.episode {
		if s.Story != key || seen[s.Event] {
			continue
		}
		seen[s.Event] = true
		if s.Report.Historical {
			echoes++
		} else {
			news++
		}
	}
	return news, echoes
}

// Odds from which on two stories that an episode fits are one: more than for joining, for it cannot be undone by what comes later.
const bridging = 1.5

// place puts the episode's events into the story they fit best, or a new one, and makes one of two stories that it shows to be one.
func (n *narrator) place(t *StoryTally) {
	fits := n.candidates()
	for len(fits) > 0 && fits[0].odds > 0 && !n.room(fits[0].key) {
		fits = fits[1:]
	}
	if len(fits) == 0 || fits[0].odds <= 0 {
		move := n.tx.Move("found", "begins with «"+cmp.Or(n.article.Title, n.article.ID)+"»", nil)
		n.tell(n.tx.FoundStory(n.episode[0].Event, move), move)
		t.Founded++
		return
	}
	best := fits[0]
	score := story.Probability(best.odds)
	at, move := best.key, n.tx.Move("join", best.evidence.Why(), &score)
	t.Joined++
	for _, other := range fits[1:] {
		if other.odds > bridging && n.bridge(at, other) {
			t.Bridged++
		}
	}
	n.tell(at, move)
}

// room reports whether a story can take the episode without becoming more than a story.
func (n *narrator) room(key int64) bool {
	if n.tx.StorySize(key)+n.size() > story.MostEver {
		return false
	}
	first, last := n.tx.StoryDays(key)
	return first == 0 || n.day == 0 || max(last, n.day)-min(first, n.day) <= story.Longest
}

// tell puts those events of the episode that have no story into one, and lets the episode be found.
func (n *narrator) tell(at, move int64) {
	var lead int64
	seen := map[int64]bool{}
	for _, s := range n.episode {
		if !seen[s.Event] && s.Story == 0 {
			n.tx.Tell(s.Event, at, move)
		}
		if lead == 0 && (s.Story == 0 || s.Story == at) {
			lead = s.Event
		}
		seen[s.Event] = true
	}
	if lead == 0 {
		return
	}
	var blocks []int64
	for _, t := range n.ties {
		blocks = append(blocks, n.tieBlocks(t, 0)...)
	}
	n.tx.AddEpisode(n.article.Key, lead, n.day, blocks)
}

// bridge makes a story part of another, if the two are no more than a story together.
func (n *narrator) bridge(into int64, other candidate) bool {
	events := n.tx.Chapters(other.key)
	if len(events) == 0 || len(events)+n.tx.StorySize(into) > story.MostEver {
		return false
	}
	a, b := n.tx.StoryDays(into)
	c, d := n.tx.StoryDays(other.key)
	if a != 0 && c != 0 && max(b, d)-min(a, c) > story.Longest {
		return false
	}
	score := story.Probability(other.odds)
	move := n.tx.Move("bridge", fmt.Sprintf("%s shows that two stories are one: %s", n.article.ID, other.evidence.Why()), &score)
	for _, e := range events {
		n.tx.Tell(e, into, move)
	}
	for i := range n.episode {
		if n.episode[i].Story == other.key {
			n.episode[i].Story = into
		}
	}
	return true
}
