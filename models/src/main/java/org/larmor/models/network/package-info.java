/** What a network is to the rest: an estimate of the clean picture, and what the network is told beside the noisy one. */
@NullMarked
package org.larmor.models.network;

import org.jspecify.annotations.NullMarked;
