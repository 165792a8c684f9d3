package org.larmor.core.domain;

/** Where a picture lies in the patient (LPS, mm): its centre, its axes, and its extent along columns, rows, slice. */
public record Geometry(Readout.Placement placement, Vector3 fieldOfViewMm) {}
