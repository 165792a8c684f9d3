/** The subcommands, one class each, and the options that they share. */
@NullMarked
package org.larmor.app.commands;

import org.jspecify.annotations.NullMarked;
