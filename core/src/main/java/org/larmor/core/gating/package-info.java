/** Cardiac gating: heartbeats from an ECG or from triggers, and the cardiac phase of each readout; no IO and no clock. */
@NullMarked
package org.larmor.core.gating;

import org.jspecify.annotations.NullMarked;
