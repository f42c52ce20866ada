// From any picture to the size that a network takes, as it is: for data that is no ink on paper.
#pragma once

#include "inkling/ink/bitmap.hpp"
#include "inkling/ink/digit_image.hpp"

namespace inkling {

/// Area averages of the whole picture, its proportions kept and in the middle; what it leaves of the frame is
/// of the paper's grey. A picture on light paper (paper_of() above 127) is inverted, since networks of this
/// kind of data learn bright things on black. A picture of the frame's size on dark paper stays as it is, to
/// the bit. Error E_INK_BITMAP as require_whole().
DigitImage resize_bitmap(const Bitmap& bitmap, const Frame& frame);

}  // namespace inkling
