// Package furniture tells a paragraph that belongs to the article from what surrounds it: calls to subscribe, links to other
// articles, rights, credits, the author's biography. It decides by the paragraph's words alone.
package furniture
