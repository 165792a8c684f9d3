/** What operators are given is looked at before they see it: chart, manifests, dashboards, alerts. */
@NullMarked
package org.larmor.deploy;

import org.jspecify.annotations.NullMarked;
