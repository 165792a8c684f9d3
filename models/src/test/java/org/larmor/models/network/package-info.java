/** What a network is told, and how pictures reach it. */
@NullMarked
package org.larmor.models.network;

import org.jspecify.annotations.NullMarked;
