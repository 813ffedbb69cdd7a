package event

import "strings"

// delegations are nouns for who comes to a meeting; whose they are is said
// beside them.
var delegations = setOf("delegation team side negotiator representative official envoy mission diplomat officer delegate counterpart leader minister ambassador adviser president premier chief head office spokesman spokeswoman commander lawyer secretary")

// owners are bodies that a person may act for, in lower case.
var owners = setOf("government authority movement council rebel guerrilla front junta federation opposition union faction party militia administration army alliance committee commission insurgent separatist")

// broker reports the name of a body that stands between states rather than
// being a side.
func broker(name string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(name)) {
		if lex.classes["broker"][w] {
			return true
		}
	}
	return false
}

// bloc reports a party that is such a body.
func (m *gatherer) bloc(p Party) bool {
	if p.State {
		return false
	}
	if p.Actor >= 0 && broker(m.d.Actors[p.Actor].Name) {
		return true
	}
	return broker(m.g.s[p.Span.Start:p.Span.End])
}
