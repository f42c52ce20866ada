// How much of a square lies on one side of a straight edge.
#pragma once

namespace inkling {

/// The share, 0..1, of a square of side `size` on the near side of an edge that passes the square's centre at
/// the signed distance `inside` (positive: the centre is on the near side). (nx, ny) is the edge's normal, of
/// length 1; its sign does not matter. Exact.
double half_plane_share(double nx, double ny, double inside, double size);

}  // namespace inkling
