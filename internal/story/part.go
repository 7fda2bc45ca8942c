package story

import (
	"regexp"
	"slices"

	"dateline/event"
)

// partOf is what an event is in its story, by its status, its type and its words.
func partOf(a *act) event.Part {
	kind := a.Event.Type
	status := a.Event.Status
	if last := a.reports[len(a.reports)-1]; status == event.Planned {
		status = asserted(last)
	}
	switch status {
	case event.Denied:
		if hinders.MatchString(a.words) && !denies.MatchString(a.words) {
			return event.Block
		}
		return event.Denial
	case event.Threatened:
		return event.Threat
	case event.Demanded:
		return event.Demand
	case event.Planned:
		return event.Promise
	case event.Possible:
		return event.Fear
	case event.Actual:
	}
	if part, ok := partOfType[kind]; ok && !(part == event.Object && hinders.MatchString(a.trigger)) {
		return part
	}
	if material[kind] && hinders.MatchString(a.trigger) {
		return event.Block
	}
	return event.Act
}

// partOfType is the part of what happened, for the types that have but one.
var partOfType = map[string]event.Part{"AGREE": event.Deal, "CONSULT": event.Talk, "SUPPORT": event.Support, "REQUEST": event.Demand,
	"THREATEN": event.Threat, "REJECT": event.Object, "ACCUSE": event.Object, "PROTEST": event.Object}

// material are the types of deeds that can keep another from being done.
var material = map[string]bool{"COERCE": true, "ASSAULT": true, "REJECT": true, "SANCTION": true, "MOBILIZE": true, "PROTEST": true}

// hinders are the words for keeping something from being done, denies those for saying that it was not, begins those for doing it in
// part, breaksOff those for giving it up, plans those for that it was to be; earlierThan is what stands before the word for what came before.
var (
	hinders = regexp.MustCompile(`\b(block(ed|s|ing|ade[ds]?)?|prevent(ed|s|ing)?|halt(ed|s|ing)?|stall(ed|s|ing)?|obstruct(ed|s|ing)?|` +
		`suspend(ed|s|ing)?|postpone[ds]?|delay(ed|s)?|barred|bars|turn(ed|s)? back|cut (off )?the( only)?( \w+)? (road|route|bridge)|` +
		`(held|hold) up|stranded|stuck|closed|refused? to let|could not (leave|pass|enter|reach))\b`)
	denies = regexp.MustCompile(`\b(den(y|ied|ies)|rejected|dismissed|untrue|false|baseless)\b`)
	begins = regexp.MustCompile(`\b(began|begun|started|first (\d+|group|batch|convoy|bus|buses|part|stage|phase|trucks?)|so far|some of|half of|` +
		`part of|partly|partial(ly)?|only|more are|remaining|the rest)\b`)
	breaksOff   = regexp.MustCompile(`\b(suspend(ed|s|ing)?|cancel(l?ed|s|l?ing)?|(broke|broken|called|call|calls) off|walk(ed|s)? out|scrap(ped|s)?)\b`)
	plans       = regexp.MustCompile(`\b(planned|scheduled|(was|were|is|are) to|due to|agreed|promised|announced)\b`)
	earlierThan = regexp.MustCompile(`\b(had( \w+)?( been)?|(after|following|over|because of|in (retaliation|return|response|answer) (for|to))\b[^,.;]*)\W*$`)
)

// asserted is a report's status; what somebody plans not to do he refuses.
func asserted(r *event.Report) event.Status {
	if r.Status == event.Planned && r.Negated {
		return event.Denied
	}
	return r.Status
}

// said reports whether an event's reports have a status, and the day of publication of the first and last that do.
func (a *act) said(statuses ...event.Status) (first, last string, ok bool) {
	for _, r := range a.reports {
		if slices.Contains(statuses, asserted(r)) {
			day := published(r)
			first, last, ok = earlier(first, day), max(last, day), true
		}
	}
	return first, last, ok
}
