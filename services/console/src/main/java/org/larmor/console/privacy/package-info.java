/** What keeps patients out of what is sent: pseudonyms by keyed hash, and a search for what names a person. */
@NullMarked
package org.larmor.console.privacy;

import org.jspecify.annotations.NullMarked;
