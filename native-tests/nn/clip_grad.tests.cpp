#include "inkling/nn/clip_grad.hpp"

#include <cmath>
#include <limits>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "support/reference.hpp"
#include "support/refusal.hpp"

using namespace inkling;
using Catch::Matchers::WithinAbs;
using testing::Reference;
using testing::refusal_of;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Two parameters with the first gradients of assets/reference/optimizer_traces.py.
template <typename Scalar>
struct TwoParameters {
  BasicParameter<Scalar> p0 = BasicParameter<Scalar>::vector(5);
  BasicParameter<Scalar> p1 = BasicParameter<Scalar>::matrix(2, 3);

  explicit TwoParameters(const Reference& file) {
    for (Index i = 0; i < 5; ++i) p0.grad.data()[i] = Scalar(file.doubles("p0.grad")[std::size_t(i)]);
    for (Index i = 0; i < 6; ++i) p1.grad.data()[i] = Scalar(file.doubles("p1.grad")[std::size_t(i)]);
  }
  std::vector<BasicNamedParameter<Scalar>> named() { return {{"p0", &p0}, {"p1", &p1}}; }
};

template <typename Scalar>
void check_clipping(const Reference& file, const std::string& name, double max_norm, double norm_type,
                    double tolerance) {
  CAPTURE(name);
  TwoParameters<Scalar> parameters(file);
  const double norm = clip_grad_norm_(parameters.named(), max_norm, norm_type);
  CHECK_THAT(norm, WithinAbs(file.doubles(name + ".norm").at(0), tolerance));
  for (const auto& [parameter, suffix] :
       {std::pair(&parameters.p0, ".p0"), std::pair(&parameters.p1, ".p1")}) {
    const std::vector<double>& torch = file.doubles(name + suffix);
    REQUIRE(torch.size() == static_cast<std::size_t>(parameter->grad.size()));
    for (Index i = 0; i < parameter->grad.size(); ++i)
      CHECK_THAT(parameter->grad.data()[i], WithinAbs(torch[static_cast<std::size_t>(i)], tolerance));
  }
}

Parameter parameter_of(std::initializer_list<float> grads) {
  Parameter parameter = Parameter::vector(static_cast<Index>(grads.size()));
  std::copy(grads.begin(), grads.end(), parameter.grad.data());
  return parameter;
}

}  // namespace

TEST_CASE("Gradients are clipped as torch clips them, for every norm", "[nn][clip_grad][torch]") {
  const Reference file("optimizers");
  for (const auto& [name, norm_type] :
       {std::pair("1", 1.0), std::pair("2", 2.0), std::pair("3", 3.0), std::pair("inf", kInfinity)}) {
    const std::string clip = std::string("clip.") + name;
    check_clipping<double>(file, clip + ".below", 100, norm_type, 1e-14);
    check_clipping<double>(file, clip + ".above", 0.5, norm_type, 1e-14);
    check_clipping<float>(file, clip + ".above", 0.5, norm_type, 1e-6);
  }
}

TEST_CASE("The gradients of all parameters are one vector", "[nn][clip_grad]") {
  Parameter a = parameter_of({3});
  Parameter b = parameter_of({0, -4});
  CHECK(clip_grad_norm_<float>({{"a", &a}, {"b", &b}}, 1) == 5);
  CHECK_THAT(a.grad(0, 0), WithinAbs(0.6, 1e-6));
  CHECK_THAT(b.grad(0, 1), WithinAbs(-0.8, 1e-6));
  CHECK(clip_grad_norm_<float>({{"a", &a}, {"b", &b}}, kInfinity) > 0.99);
  CHECK_THAT(a.grad(0, 0), WithinAbs(0.6, 1e-6));
  CHECK(clip_grad_norm_<float>({}, 1) == 0);
}

TEST_CASE("A sum of squares that float cannot hold is a norm all the same", "[nn][clip_grad]") {
  Parameter p = parameter_of({3e30F, 4e30F});
  CHECK_THAT(clip_grad_norm_<float>({{"p", &p}}, 1), Catch::Matchers::WithinRel(5e30, 1e-6));
  CHECK_THAT(p.grad(0, 0), WithinAbs(0.6, 1e-6));
}

TEST_CASE("A norm that is not finite is refused when asked to, else spoils the gradients",
          "[nn][clip_grad]") {
  for (const float bad : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
    for (const double norm_type : {1.0, 2.0, 2.5, kInfinity}) {
      CAPTURE(bad, norm_type);
      Parameter a = parameter_of({1, bad, 2});
      Parameter b = parameter_of({5});
      const std::vector<NamedParameter> both = {{"a", &a}, {"b", &b}};
      CHECK(refusal_of([&] { return clip_grad_norm_(both, 1, norm_type, true); }).code == "E_GRAD_NONFINITE");
      CHECK(a.grad(0, 0) == 1);
      CHECK(b.grad(0, 0) == 5);
      CHECK_FALSE(std::isfinite(clip_grad_norm_(both, 1, norm_type)));
      CHECK(std::isnan(a.grad(0, 1)));
    }
  }
}

TEST_CASE("Norms that are none are refused", "[nn][clip_grad]") {
  Parameter p = parameter_of({1});
  const std::vector<NamedParameter> one = {{"p", &p}};
  for (const double bad : {-1.0, kNaN})
    CHECK(refusal_of([&] { return clip_grad_norm_(one, bad); }).code == "E_HP_CLIP");
  for (const double bad : {-1.0, 0.0, kNaN, -kInfinity})
    CHECK(refusal_of([&] { return clip_grad_norm_(one, 1, bad); }).code == "E_HP_CLIP");
  CHECK(p.grad(0, 0) == 1);
  CHECK(clip_grad_norm_(one, 0) == 1);
  CHECK(p.grad(0, 0) == 0);
}
