/** Tests of what the commands are made of. */
@NullMarked
package org.larmor.app.commands;

import org.jspecify.annotations.NullMarked;
