/** The subcommands, one class each, and what they say. */
@NullMarked
package org.larmor.app.commands;

import org.jspecify.annotations.NullMarked;
