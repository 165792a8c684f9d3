/** Larmor among strangers: a broker that knows its users, a page that asks who looks, and what is told to whom. */
@NullMarked
package org.larmor.app.security;

import org.jspecify.annotations.NullMarked;
