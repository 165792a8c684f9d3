package org.larmor.core.phantom;

/** How a beating heart is measured. */
public enum CardiacMode {
    /** In segments that begin at each R wave; the phase counter says when. The heart is where its phase has it. */
    PROSPECTIVE,
    /** All the time, each segment of lines again and again through a heartbeat; phases come of gating afterwards. */
    RETROSPECTIVE,
    /** All the time, a frame after the other; the phase counter is the frame's number. */
    REAL_TIME
}
