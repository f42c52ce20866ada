// Which pixels of an image speak for a class, and which against it.
#pragma once

#include <cstdint>
#include <span>

#include "inkling/nn/sequential.hpp"
#include "inkling/train/signed_image.hpp"

namespace inkling {

/// Of each pixel, pixel · ∂logit/∂pixel, the logit being that of class `label`, in eval mode. The gradient is
/// the saliency of Simonyan, Vedaldi and Zisserman, "Deep Inside Convolutional Networks" (2013,
/// arxiv.org/abs/1312.6034), with its sign kept; multiplied with the pixel (Shrikumar et al. 2016,
/// arxiv.org/abs/1605.01713) it is what the pixel's ink adds to the logit, to first order, so that empty
/// paper is 0. The network, its gradients and its mode of gradients are afterwards what they were, to the
/// bit. Error E_API_LENGTH unless there are as many pixels as the network takes, E_API_RANGE unless there is
/// such a class, E_MODEL_NONFINITE.
SignedImage saliency(Sequential& model, std::span<const std::uint8_t> pixels, Index label);

}  // namespace inkling
